package dev.staffgate.servlet.authzen;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Sets;
import com.google.common.hash.Hashing;
import dev.staffgate.model.Secret;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that may ask, how it is known, and which facts it is believed. Immutable.
 *
 * <p>Whoever may ask may ask about everybody: a caller is a part of the firm's own software, not a
 * person.
 */
public final class AuthZenCaller {
  /** The shortest API key, in characters; one made by chance has this many and more. */
  public static final int MIN_KEY = 20;

  /** The longest API key, in characters. */
  public static final int MAX_KEY = 1024;

  // What RFC 6750, section 2.1, takes as a token.
  private static final CharMatcher TOKEN =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("-._~+/="));

  private final String name;
  private final Optional<byte[]> key;
  private final Optional<String> principal;
  private final Set<StatedFact> facts;

  private AuthZenCaller(
      String name, Optional<byte[]> key, Optional<String> principal, Set<StatedFact> facts) {
    this.name = requireNonNull(name, "name");
    this.key = key;
    this.principal = principal;
    this.facts = Sets.immutableEnumSet(facts);
  }

  /**
   * A caller that sends this key: {@code Authorization: Bearer KEY}.
   *
   * @param name for the log
   * @throws IllegalArgumentException if the key is shorter than {@link #MIN_KEY}, longer than
   *     {@link #MAX_KEY}, or has other characters than letters, digits and {@code -._~+/=}
   */
  public static AuthZenCaller withKey(String name, Secret key) {
    String text = key.revealToUse();
    checkArgument(
        text.length() >= MIN_KEY && text.length() <= MAX_KEY,
        "an API key has %s to %s characters",
        MIN_KEY,
        MAX_KEY);
    checkArgument(
        TOKEN.matchesAllOf(text), "an API key has letters, digits and -._~+/= and nothing else");
    return new AuthZenCaller(
        name, Optional.of(digest(text)), Optional.empty(), EnumSet.noneOf(StatedFact.class));
  }

  /** A caller that the container has authenticated as this principal. */
  public static AuthZenCaller ofPrincipal(String principal) {
    checkArgument(!principal.isEmpty(), "a principal has a name");
    return new AuthZenCaller(
        principal, Optional.empty(), Optional.of(principal), EnumSet.noneOf(StatedFact.class));
  }

  /** Returns this caller, believed these facts and no others. */
  public AuthZenCaller mayState(StatedFact... stated) {
    Set<StatedFact> believed = EnumSet.noneOf(StatedFact.class);
    believed.addAll(List.of(stated));
    return new AuthZenCaller(name, key, principal, believed);
  }

  /** Its name, for the log. */
  public String name() {
    return name;
  }

  /** The facts that it is believed. */
  public Set<StatedFact> facts() {
    return facts;
  }

  /**
   * Digests are compared, so that the time tells neither how long a key is nor where two differ.
   */
  static byte[] digest(String text) {
    return Hashing.sha256().hashString(text, UTF_8).asBytes();
  }

  boolean hasKey(byte[] digest) {
    return key.isPresent() && MessageDigest.isEqual(key.get(), digest);
  }

  boolean isPrincipal(String other) {
    return principal.isPresent() && principal.get().equals(other);
  }

  /** The name and what it may state; never the key. */
  @Override
  public String toString() {
    return "AuthZenCaller[" + name + ", may state " + facts + "]";
  }
}
