package dev.staffgate.audit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.staffgate.files.OthersAccess;
import dev.staffgate.files.RegularFiles;
import dev.staffgate.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A key by which the records of an audit are chained, so that nobody without it changes one
 * unnoticed. A log may have several, one after the other: each says its id in the log.
 *
 * @param id the generation, such as {@code 2026-1}: 1 to 32 lower case letters, digits, hyphens;
 *     not {@code none}
 * @param secret 32 characters at least, random
 */
public record AuditKey(String id, Secret secret) {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int SHORTEST = 32;
  private static final int LONGEST = 4096;

  public AuditKey {
    requireNonNull(secret, "secret");
    checkArgument(
        ID.matcher(id).matches() && !id.equals(RecordChain.KEYLESS),
        "the id of an audit key is 1 to 32 lower case letters, digits or hyphens, and not `none`");
    checkArgument(
        secret.revealToUse().length() >= SHORTEST,
        "an audit key has %s characters at least",
        SHORTEST);
  }

  /**
   * Reads a key from a file that its owner alone can read; blanks around it do not count.
   *
   * @throws AuditException if it cannot be read, others can read it, or it is not a key
   */
  public static AuditKey inFile(String id, Path file) {
    try {
      byte[] bytes = RegularFiles.read(file, LONGEST);
      if (OthersAccess.of(file) != OthersAccess.NONE) {
        throw new AuditException(
            "others can read the audit key "
                + file
                + ", which is for its owner alone: chmod 600, and make a new key if somebody may"
                + " have read it",
            null);
      }
      return new AuditKey(id, Secret.of(new String(bytes, UTF_8).strip()));
    } catch (IOException e) {
      throw new AuditException("the audit key " + file + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new AuditException("the audit key " + file + " is none: " + e.getMessage(), e);
    }
  }
}
