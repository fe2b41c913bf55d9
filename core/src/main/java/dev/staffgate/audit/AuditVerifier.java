package dev.staffgate.audit;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A verifier of the chain of a log, in all of its files. Finds the first record that does not fit,
 * and says what happened to it. Files of any size are read as a stream. Immutable; each
 * verification reads the files anew.
 *
 * <p>A log without a key shows what was changed by somebody who did not make the links anew. With a
 * key, nobody makes them who does not have it. That the end was removed shows by a copy of a head
 * ({@link #withHeads}) alone. A log that is being written is verified up to its last whole line.
 */
public final class AuditVerifier {
  private final Path file;
  private final ImmutableMap<String, AuditKey> keys;
  private final ImmutableList<AuditHead> heads;

  private AuditVerifier(
      Path file, ImmutableMap<String, AuditKey> keys, ImmutableList<AuditHead> heads) {
    this.file = file;
    this.keys = keys;
    this.heads = heads;
  }

  /** Returns a verifier of a log without keys, by the path of the file that is written. */
  public static AuditVerifier of(Path file) {
    return new AuditVerifier(file, ImmutableMap.of(), ImmutableList.of());
  }

  /** Returns a verifier with these keys: each part of the log has to have one of them. */
  public AuditVerifier withKeys(AuditKey... auditKeys) {
    return new AuditVerifier(
        file,
        Arrays.stream(auditKeys).collect(toImmutableMap(AuditKey::id, Function.identity())),
        heads);
  }

  /** Returns a verifier with heads that were copied elsewhere: the log has to have each of them. */
  public AuditVerifier withHeads(AuditHead... copies) {
    return new AuditVerifier(file, keys, ImmutableList.copyOf(copies));
  }

  /**
   * Verifies the log.
   *
   * @throws AuditException if a file cannot be read
   */
  public AuditVerification verify() {
    try {
      return new ChainWalk(file, keys, heads).walk();
    } catch (IOException e) {
      throw new AuditException("the audit " + file + " cannot be read: " + e, e);
    }
  }
}
