package dev.staffgate.signin;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import dev.staffgate.model.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Recovery codes: each stands in for one code of the second factor, once. 25 characters of 5 random
 * bits each, which no one guesses, so a plain hash keeps them (NIST SP 800-63B-4, section 3.1.2.2).
 */
final class RecoveryCodes {
  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's Base32
  private static final int LENGTH = 25;
  private static final int GROUP = 5;
  private static final int MAX_TYPED = 64;
  private static final Pattern SYNTAX = Pattern.compile("[" + SYMBOLS + "]{" + LENGTH + "}");
  private static final CharMatcher SEPARATORS =
      CharMatcher.anyOf("-_.").or(CharMatcher.whitespace());

  private final SecureRandom random = new SecureRandom();

  /** Returns a set of new codes, as they are shown. */
  List<Secret> newSet() {
    return IntStream.range(0, Credentials.MAX_RECOVERY_CODES)
        .mapToObj(any -> Secret.of(newCode()))
        .collect(toImmutableList());
  }

  private String newCode() {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
    }
    return String.join("-", Splitter.fixedLength(GROUP).split(code));
  }

  /**
   * Returns the fingerprint of a code as it was typed: letter case, blanks and dashes do not
   * matter, and letters that look like digits are these. Empty for what cannot be one.
   */
  static Optional<Secret> fingerprint(String typed) {
    if (typed.length() > MAX_TYPED) {
      return Optional.empty();
    }
    String plain =
        SEPARATORS
            .removeFrom(typed)
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return SYNTAX.matcher(plain).matches()
        ? Optional.of(Secret.of(Hashing.sha256().hashString(plain, US_ASCII).toString()))
        : Optional.empty();
  }

  /** Returns the fingerprints of codes, as credentials keep them. */
  static List<Secret> fingerprints(List<Secret> codes) {
    return codes.stream()
        .map(code -> fingerprint(code.revealToUse()).orElseThrow())
        .collect(toImmutableList());
  }
}
