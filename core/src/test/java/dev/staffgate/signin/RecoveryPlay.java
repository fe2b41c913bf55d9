package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Recovery codes in the attack table: sets of them, by the words that the table has for them. */
final class RecoveryPlay {
  private static final int FEWEST_BITS = 64;
  private static final int BITS_FOR_A_PLAIN_HASH = 112;

  private final RecoveryCodes source = new RecoveryCodes();
  private final SignInFixture fixture;
  private final List<Secret> others = source.newSet();
  private List<Secret> old = List.of();
  private List<Secret> codes;

  RecoveryPlay(SignInFixture fixture) {
    this.fixture = fixture;
    this.codes = newSet();
  }

  private List<Secret> newSet() {
    List<Secret> set = source.newSet();
    Credentials before = fixture.store.find(SignInFixture.STAFF).orElseThrow();
    assertThat(
            fixture.store.replace(
                SignInFixture.STAFF,
                before.next().withRecoveryCodes(RecoveryCodes.fingerprints(set))))
        .isTrue();
    return set;
  }

  void regenerate() {
    old = codes;
    codes = newSet();
  }

  int size() {
    return codes.size();
  }

  /** Returns what is typed for a word of the table, or for the number of a code. */
  String typed(String word) {
    String first = codes.get(0).revealToUse();
    return switch (word) {
      case "R1", "any" -> first;
      case "R1-old" -> old.get(0).revealToUse();
      case "r1-lower" -> first.toLowerCase(Locale.ROOT).replace("-", "");
      case "R1-prefix" -> first.substring(0, first.length() - 1);
      case "other-user-R1", "wrong" -> others.get(0).revealToUse();
      default -> word.startsWith("#") ? number(word) : word;
    };
  }

  private String number(String word) {
    return codes.get(Integer.parseInt(word.substring(1))).revealToUse();
  }

  /** The right password, and a recovery code. */
  SignInResult recover(SignIn signIn, String word) {
    SignInResult first = SignInFixture.password(signIn);
    return first instanceof CodeNeeded next
        ? signIn.recover(next.pending(), typed(word), SignInOrigin.at(Optional.empty()))
        : first;
  }

  void inspectStore() {
    List<Secret> kept = fixture.store.find(SignInFixture.STAFF).orElseThrow().recoveryCodes();
    for (Secret code : codes) {
      assertThat(kept).doesNotContain(code);
      assertThat(kept)
          .noneMatch(one -> one.revealToUse().contains(code.revealToUse().replace("-", "")));
      // As many as these, so that a hash without salt will do.
      assertThat(bits(code)).isGreaterThanOrEqualTo(BITS_FOR_A_PLAIN_HASH);
    }
  }

  /** Each symbol of a code is one of 32. */
  private static int bits(Secret code) {
    return code.revealToUse().replace("-", "").length() * 5;
  }

  void inspectEntropy(long sets) {
    Set<String> all = new HashSet<>();
    int length = codes.get(0).revealToUse().length();
    List<Set<Character>> symbols =
        Stream.generate(() -> (Set<Character>) new HashSet<Character>()).limit(length).toList();
    for (long i = 0; i < sets; i++) {
      for (Secret code : source.newSet()) {
        String text = code.revealToUse();
        assertThat(all.add(text)).isTrue();
        for (int at = 0; at < length; at++) {
          symbols.get(at).add(text.charAt(at));
        }
      }
    }
    double bits = 0;
    for (Set<Character> of : symbols) {
      bits += Math.log(of.size()) / Math.log(2);
    }
    assertThat(bits).isGreaterThanOrEqualTo(FEWEST_BITS);
  }
}
