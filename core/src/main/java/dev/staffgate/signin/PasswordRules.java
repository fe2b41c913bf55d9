package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.signin.PasswordProblem.Code;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules for new passwords: enough characters, at most {@link #MAX_BYTES} bytes, no control
 * characters, nothing that is tied to the account or on a blocklist. Any other character counts,
 * blanks too, and no mixture of kinds is asked for unless {@link #requiring} says so.
 *
 * <p>Characters are counted as Unicode code points after the password was brought into the form
 * NFC, in which it is hashed. Immutable, and safe for any number of threads.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4,
 *     section 3.1.1.2</a>
 */
public final class PasswordRules {
  /** The fewest characters of a password that is all that a sign-in needs. */
  public static final int MIN_ALONE = 15;

  /** The fewest characters of a password that never suffices without a second factor. */
  public static final int MIN_WITH_SECOND_FACTOR = 8;

  /** The longest password, in bytes of UTF-8. */
  public static final int MAX_BYTES = PasswordText.MAX_BYTES;

  private static final int MAX_MINIMUM = 64;

  private final int minimum;
  private final PasswordBlocklist blocklist;
  private final Set<CharacterKind> required;

  /** The kinds of characters that rules can ask for. */
  public enum CharacterKind {
    /** A lower-case letter of any script. */
    LOWER_CASE("a lower-case letter"),
    /** An upper-case letter of any script. */
    UPPER_CASE("an upper-case letter"),
    /** A digit of any script. */
    DIGIT("a digit"),
    /** Anything but letters, digits and blanks. */
    SIGN("a sign that is neither a letter nor a digit");

    private final String words;

    CharacterKind(String words) {
      this.words = words;
    }

    private boolean has(int codePoint) {
      return switch (this) {
        case LOWER_CASE -> Character.isLowerCase(codePoint);
        case UPPER_CASE -> Character.isUpperCase(codePoint);
        case DIGIT -> Character.isDigit(codePoint);
        case SIGN -> !Character.isLetterOrDigit(codePoint) && !Character.isSpaceChar(codePoint);
      };
    }
  }

  private PasswordRules(int minimum, PasswordBlocklist blocklist, Set<CharacterKind> required) {
    this.minimum = minimum;
    this.blocklist = blocklist;
    this.required = required;
  }

  /** Returns rules for passwords that may be all that a sign-in needs: {@link #MIN_ALONE}. */
  public static PasswordRules forPasswordAlone() {
    return new PasswordRules(MIN_ALONE, any -> false, Set.of());
  }

  /**
   * Returns rules for passwords of accounts that never sign in without a second factor: {@link
   * #MIN_WITH_SECOND_FACTOR}.
   */
  public static PasswordRules forSecondFactor() {
    return new PasswordRules(MIN_WITH_SECOND_FACTOR, any -> false, Set.of());
  }

  /**
   * Returns these rules with another minimum.
   *
   * @param characters no fewer than now, and at most 64
   */
  public PasswordRules atLeast(int characters) {
    checkArgument(
        characters >= minimum && characters <= MAX_MINIMUM,
        "a minimum of %s characters is not in %s..%s",
        characters,
        minimum,
        MAX_MINIMUM);
    return new PasswordRules(characters, blocklist, required);
  }

  /** Returns these rules with one more blocklist. */
  public PasswordRules blocking(PasswordBlocklist more) {
    requireNonNull(more, "more");
    PasswordBlocklist before = blocklist;
    return new PasswordRules(
        minimum, password -> before.contains(password) || more.contains(password), required);
  }

  /**
   * Returns these rules with kinds of characters that a password must have. NIST advises against
   * it: people then choose what is easier to guess. For businesses whose auditors insist.
   */
  public PasswordRules requiring(CharacterKind first, CharacterKind... more) {
    EnumSet<CharacterKind> all = EnumSet.of(first, more);
    all.addAll(required);
    return new PasswordRules(minimum, blocklist, Set.copyOf(all));
  }

  /** Returns the fewest characters that these rules allow, in Unicode code points. */
  public int minimum() {
    return minimum;
  }

  /**
   * Returns what is wrong with a new password; nothing if it may be set. The caller wipes it.
   *
   * @param password as it was typed
   */
  public List<PasswordProblem> problems(char[] password, PasswordOwner owner) {
    requireNonNull(owner, "owner");
    Optional<PasswordProblem> unreadable = unreadable(password);
    if (unreadable.isPresent()) {
      return List.of(unreadable.get());
    }
    return PasswordText.of(password)
        .map(text -> problems(text, owner))
        .orElseGet(() -> List.of(tooShort(0)));
  }

  private List<PasswordProblem> problems(PasswordText typed, PasswordOwner owner) {
    try (typed) {
      String text = new String(typed.composed());
      List<PasswordProblem> problems = new ArrayList<>();
      int characters = text.codePointCount(0, text.length());
      if (characters < minimum) {
        problems.add(tooShort(characters));
      }
      if (owner.isTiedTo(text)) {
        problems.add(
            new PasswordProblem(
                Code.TIED_TO_ACCOUNT,
                "The password is little more than your name or address, or the name of this"
                    + " service. Choose one that nobody can derive from them."));
      }
      for (CharacterKind kind : CharacterKind.values()) {
        if (required.contains(kind) && text.codePoints().noneMatch(kind::has)) {
          problems.add(
              new PasswordProblem(
                  Code.MISSING_CHARACTER, "The password needs " + kind.words + "."));
        }
      }
      if (problems.isEmpty() && blocklist.contains(text)) {
        problems.add(
            new PasswordProblem(
                Code.BLOCKED,
                "This password is on a list of passwords that are guessed first. Choose another"
                    + " one."));
      }
      return List.copyOf(problems);
    }
  }

  private PasswordProblem tooShort(int characters) {
    return new PasswordProblem(
        Code.TOO_SHORT,
        "The password needs at least %d characters and has %d.".formatted(minimum, characters));
  }

  private static Optional<PasswordProblem> unreadable(char[] password) {
    if (PasswordText.isTooLong(password)) {
      return Optional.of(
          new PasswordProblem(
              Code.TOO_LONG,
              "The password is longer than 1,024 bytes. Choose a shorter one; about 250 characters"
                  + " fit in any script."));
    }
    if (PasswordText.hasUnpairedSurrogate(password)) {
      return Optional.of(
          new PasswordProblem(
              Code.BROKEN_CHARACTER,
              "A character of the password is broken, half of it is missing. Type it again."));
    }
    for (char one : password) {
      if (Character.getType(one) == Character.CONTROL) {
        return Optional.of(
            new PasswordProblem(
                Code.CONTROL_CHARACTER,
                "The password holds a control character, such as a tab or the end of a line. Leave"
                    + " it out."));
      }
    }
    return Optional.empty();
  }
}
