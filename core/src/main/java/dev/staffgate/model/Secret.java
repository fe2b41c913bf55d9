package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * A text that nobody may see: a token, a session URL, the seed of a second factor.
 *
 * <p>Immutable. It prints as {@code Secret[redacted]}, compares in time that does not depend on
 * where two texts differ, and gives its text through {@link #revealToUse} alone, which is easy to
 * search for. It cannot be serialized.
 */
public final class Secret {
  /** The longest secret, in characters. */
  public static final int MAX_LENGTH = 65_536;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Returns a secret.
   *
   * @throws IllegalArgumentException if it is empty or longer than {@link #MAX_LENGTH}; the message
   *     does not quote it
   */
  public static Secret of(String text) {
    checkArgument(!text.isEmpty(), "a secret is empty");
    checkArgument(text.length() <= MAX_LENGTH, "a secret is longer than %s characters", MAX_LENGTH);
    return new Secret(text);
  }

  /**
   * Returns the text, for the one call that needs it; never for a log, a message or a URL parameter
   * of ours.
   */
  public String revealToUse() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(text.getBytes(UTF_8), that.text.getBytes(UTF_8));
  }

  /** Returns the same for all secrets, so that it reveals nothing. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
