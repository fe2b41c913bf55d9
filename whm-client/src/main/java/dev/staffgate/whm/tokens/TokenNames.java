package dev.staffgate.whm.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import com.google.common.hash.Hashing;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of tokens that a program makes by rotation: {@code PREFIX-20261125221500-9f86d081884c}. The
 * digest is that of the name of the token that it replaces.
 */
final class TokenNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(UTC);
  private static final int DIGEST = 12;

  private final String prefix;
  private final Pattern form;

  TokenNames(String prefix) {
    this.prefix = prefix;
    this.form = Pattern.compile(Pattern.quote(prefix) + "-[0-9]{14}-([0-9a-f]{12})");
  }

  /** Returns the name of a token that is made now. */
  String next(Instant now, String replaced) {
    return prefix + "-" + TIME.format(now) + "-" + digest(replaced);
  }

  /**
   * Returns whether a token was left by a rotation that was broken off, as seen from the one that
   * is in use: the old one that this replaced, a new one that was never stored, or one that lost a
   * race.
   *
   * @param used the name of the one in use; empty if that is an access hash
   */
  boolean isLeftover(String name, String used) {
    boolean replaced = !used.isEmpty() && replaces(used, name);
    return !name.equals(used) && (replaced || replaces(name, used) || replaceTheSame(name, used));
  }

  /** Returns whether {@code name} was made to replace {@code replaced}. */
  boolean replaces(String name, String replaced) {
    return digestIn(name).equals(Optional.of(digest(replaced)));
  }

  /** Returns whether both were made to replace the same token. */
  private boolean replaceTheSame(String name, String other) {
    return digestIn(name).isPresent() && digestIn(name).equals(digestIn(other));
  }

  private Optional<String> digestIn(String name) {
    Matcher matcher = form.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String digest(String name) {
    return Hashing.sha256().hashString(name, UTF_8).toString().substring(0, DIGEST);
  }
}
