package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The links between records. Each has a number and the link of the one before, and ends in its own:
 * a hash of all its bytes before that, by HMAC-SHA-256 (RFC 2104) with a key, or else by SHA-256.
 * The bytes that are hashed are those that are stored. Not thread-safe.
 */
final class RecordChain {
  /** The word for a chain without a key. */
  static final String KEYLESS = "none";

  /** The link before the first record. */
  static final String NOTHING = "";

  static final String MAC_FIELD = ",\"mac\":\"";
  private static final String PREV_FIELD = ",\"prev\":\"";
  private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();

  private final LinkHash hash;
  private long number;
  private String link;

  /** The hash of a chain. */
  static final class LinkHash {
    private final @Nullable Mac mac;
    private final MessageDigest digest;

    private LinkHash(@Nullable Mac mac) {
      this.mac = mac;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("each Java has SHA-256", e);
      }
    }

    static LinkHash of(Optional<AuditKey> key) {
      if (key.isEmpty()) {
        return new LinkHash(null);
      }
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.get().secret().revealToUse().getBytes(UTF_8), "HmacSHA256"));
        return new LinkHash(mac);
      } catch (NoSuchAlgorithmException | InvalidKeyException e) {
        throw new IllegalStateException("each Java has HMAC-SHA-256", e);
      }
    }

    /** Returns the link of the first {@code length} bytes of a record. */
    String link(byte[] bytes, int offset, int length) {
      if (mac != null) {
        mac.update(bytes, offset, length);
        return BASE64.encode(mac.doFinal());
      }
      digest.update(bytes, offset, length);
      return BASE64.encode(digest.digest());
    }
  }

  /** Makes a chain that goes on after a record. */
  RecordChain(Optional<AuditKey> key, long number, String link) {
    this.hash = LinkHash.of(key);
    this.number = number;
    this.link = link;
  }

  /** Returns the number of the last record; 0 before the first. */
  long number() {
    return number;
  }

  /** Returns the link of the last record. */
  String link() {
    return link;
  }

  /** Goes back to an earlier record, when what came after it was not kept. */
  void backTo(long earlier, String itsLink) {
    number = earlier;
    link = itsLink;
  }

  /**
   * Returns the next record as a line, with its end.
   *
   * @param object what {@link AuditJson#line} returned
   */
  byte[] next(String object) {
    String body =
        "{\"n\":"
            + (number + 1)
            + ","
            + object.substring(1, object.length() - 1)
            + PREV_FIELD
            + link
            + "\"";
    byte[] hashed = body.getBytes(US_ASCII);
    link = hash.link(hashed, 0, hashed.length);
    number++;
    return (body + MAC_FIELD + link + "\"}\n").getBytes(US_ASCII);
  }
}
