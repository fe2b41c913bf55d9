package dev.staffgate.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A second factor as it was typed, and how it is compared with credentials and spent. */
abstract class CodeProof {
  /** The results of a comparison. */
  enum Match {
    /** It counts. */
    RIGHT,
    /** It was right, and is used up. */
    SPENT,
    /** It is a guess. */
    WRONG,
    /** It cannot be a code, so nobody guessed. */
    SLIP
  }

  /**
   * The answer of a comparison.
   *
   * @param next the credentials after it was spent, if it is right
   * @param drifted the step of a code that would count by another clock
   */
  record Comparison(Match match, Optional<Credentials> next, OptionalLong drifted) {
    static Comparison of(Match match) {
      return new Comparison(match, Optional.empty(), OptionalLong.empty());
    }

    static Comparison right(Credentials next) {
      return new Comparison(Match.RIGHT, Optional.of(next), OptionalLong.empty());
    }
  }

  abstract Comparison compare(Credentials credentials, OneTimeCodeKey key, Instant now);

  /** Returns a code of an authenticator app. */
  static CodeProof ofApp(OneTimeCodes codes, String typed) {
    return new CodeProof() {
      @Override
      Comparison compare(Credentials credentials, OneTimeCodeKey key, Instant now) {
        Optional<String> code = TypedCode.read(typed, key.form().digits());
        if (code.isEmpty()) {
          return Comparison.of(Match.SLIP);
        }
        long last = credentials.lastStep();
        OptionalLong step = codes.step(key, code.get(), now, last);
        OptionalLong drifted = codes.driftedStep(key, code.get(), now, last);
        if (step.isPresent()) {
          return Comparison.right(credentials.next().used(step.getAsLong(), key));
        }
        return codes.isSpent(key, code.get(), now, last)
            ? Comparison.of(Match.SPENT)
            : new Comparison(Match.WRONG, Optional.empty(), drifted);
      }
    };
  }

  /**
   * Returns the first code of a new key. What was used of another key does not matter.
   *
   * @param rest adds what else is kept with the key
   */
  static CodeProof ofNewKey(OneTimeCodes codes, String typed, UnaryOperator<Credentials> rest) {
    return new CodeProof() {
      @Override
      Comparison compare(Credentials credentials, OneTimeCodeKey key, Instant now) {
        Optional<String> code = TypedCode.read(typed, key.form().digits());
        if (code.isEmpty()) {
          return Comparison.of(Match.SLIP);
        }
        OptionalLong step = codes.step(key, code.get(), now, -1);
        OptionalLong drifted = codes.driftedStep(key, code.get(), now, -1);
        return step.isPresent()
            ? Comparison.right(rest.apply(credentials.next().used(step.getAsLong(), key)))
            : new Comparison(Match.WRONG, Optional.empty(), drifted);
      }
    };
  }

  /** Returns a recovery code. */
  static CodeProof ofRecovery(String typed) {
    return new CodeProof() {
      @Override
      Comparison compare(Credentials credentials, OneTimeCodeKey key, Instant now) {
        return RecoveryCodes.fingerprint(typed)
            .map(
                code ->
                    credentials.recoveryCodes().contains(code)
                        ? Comparison.right(credentials.next().withoutRecoveryCode(code))
                        : Comparison.of(Match.WRONG))
            .orElse(Comparison.of(Match.SLIP));
      }
    };
  }
}
