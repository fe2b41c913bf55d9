package dev.staffgate.audit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The settings of an audit file. Immutable.
 *
 * @param key the key of the chain; without one, whoever can write the file can write all of it anew
 * @param segmentBytes the size at which a file is closed and the next begins: 64 KiB to 1 TiB
 * @param daily whether one is closed at the end of each day, UTC, too
 * @param deadline the longest time that {@link FileAuditSink#append} waits for the disk: up to a
 *     minute
 * @param clock for the records of the sink's own, and for days
 * @param heads gets the heads of the log
 */
public record FileAuditOptions(
    Optional<AuditKey> key,
    long segmentBytes,
    boolean daily,
    Duration deadline,
    InstantSource clock,
    Optional<AuditHeadListener> heads) {
  private static final long SMALLEST = 64 * 1024;
  private static final long LARGEST = 1L << 40;
  private static final FileAuditOptions DEFAULTS =
      new FileAuditOptions(
          Optional.empty(),
          64L * 1024 * 1024,
          true,
          Duration.ofSeconds(10),
          InstantSource.system(),
          Optional.empty());

  public FileAuditOptions {
    requireNonNull(key, "key");
    requireNonNull(clock, "clock");
    requireNonNull(heads, "heads");
    checkArgument(
        segmentBytes >= SMALLEST && segmentBytes <= LARGEST,
        "an audit file has 64 KiB to 1 TiB before the next begins");
    checkArgument(
        deadline.compareTo(Duration.ofMinutes(1)) <= 0
            && deadline.compareTo(Duration.ofMillis(1)) >= 0,
        "a record waits for the disk from a millisecond up to a minute");
  }

  /** Returns the usual settings: no key, 64 MiB, a file a day, ten seconds. */
  public static FileAuditOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these settings with a key. */
  public FileAuditOptions withKey(AuditKey auditKey) {
    return new FileAuditOptions(Optional.of(auditKey), segmentBytes, daily, deadline, clock, heads);
  }

  /** Returns these settings with another size at which a file is closed. */
  public FileAuditOptions withSegmentBytes(long bytes) {
    return new FileAuditOptions(key, bytes, daily, deadline, clock, heads);
  }

  /** Returns these settings with or without a file a day. */
  public FileAuditOptions withDaily(boolean value) {
    return new FileAuditOptions(key, segmentBytes, value, deadline, clock, heads);
  }

  /** Returns these settings with another longest wait for the disk. */
  public FileAuditOptions withDeadline(Duration time) {
    return new FileAuditOptions(key, segmentBytes, daily, time, clock, heads);
  }

  /** Returns these settings with another clock. */
  public FileAuditOptions withClock(InstantSource source) {
    return new FileAuditOptions(key, segmentBytes, daily, deadline, source, heads);
  }

  /** Returns these settings with a place to copy the heads to. */
  public FileAuditOptions withHeads(AuditHeadListener listener) {
    return new FileAuditOptions(key, segmentBytes, daily, deadline, clock, Optional.of(listener));
  }
}
