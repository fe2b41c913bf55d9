package dev.staffgate.signin.attempts;

import com.google.common.hash.Hashing;
import dev.staffgate.model.Secret;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signed texts by which a browser is known again. Such a text opens nothing: it says only that
 * somebody has signed in from this browser, so that wrong passwords and codes from elsewhere do not
 * make it wait. Thread-safe.
 */
public final class BrowserCookies {
  private static final Pattern SYNTAX = Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{64})");
  private static final int MAX_LENGTH = 97;
  private static final int ID_BYTES = 16;
  private static final int FINGERPRINT = 32;
  private static final String CONTEXT = "known-browser:";

  private final StoredKey key;
  private final SecureRandom random = new SecureRandom();

  /** Makes texts that are signed with a key in the store. */
  public BrowserCookies(StateStore state) {
    this.key = new StoredKey(state, StateKey.of("sign-in-key", "browser"));
  }

  /** Returns a text for a browser that has none. */
  public Secret create() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    return Secret.of(id + "." + key.authenticate(CONTEXT + id));
  }

  /**
   * Returns the fingerprint of a text that was signed with the key of now; empty for any other, and
   * for one whose key was deleted.
   */
  public Optional<String> fingerprint(Secret cookie) {
    String text = cookie.revealToUse();
    if (text.length() != MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    byte[] expected = key.authenticate(CONTEXT + parts.group(1)).asBytes();
    return MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts.group(2)))
        ? Optional.of(fingerprint(parts.group(1)))
        : Optional.empty();
  }

  private static String fingerprint(String id) {
    return Hashing.sha256()
        .hashString(id, StandardCharsets.US_ASCII)
        .toString()
        .substring(0, FINGERPRINT);
  }
}
