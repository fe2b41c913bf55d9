package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit, and what follows if an event cannot be written to it: a denial, or a line in the log.
 * Thread-safe.
 */
final class AuditRecorder {
  private static final Logger log = LoggerFactory.getLogger(AuditRecorder.class);

  private final AuditSink sink;

  AuditRecorder(AuditSink sink) {
    this.sink = requireNonNull(sink, "sink");
  }

  /** Records an event, or throws the sink's {@link AuditException}. */
  void record(AuditEvent event) {
    sink.append(event);
  }

  /** Records an event that describes a decision; returns a denial if a permit is not recorded. */
  Decision recorded(Decision decision, AuditEvent event) {
    try {
      sink.append(event);
      return decision;
    } catch (AuditException notRecorded) {
      Decision denial = unavailable(event, notRecorded);
      return decision.permitted() ? denial : decision;
    }
  }

  /**
   * Records an event that must be there before anything is done.
   *
   * @throws AccessDeniedException if it cannot be recorded
   */
  void require(AuditEvent event) {
    try {
      sink.append(event);
    } catch (AuditException notRecorded) {
      throw new AccessDeniedException(unavailable(event, notRecorded));
    }
  }

  /** Records something that has happened already; a failure is logged. */
  void recordIfPossible(AuditEvent event) {
    try {
      sink.append(event);
    } catch (AuditException notRecorded) {
      log.error("what has happened could not be recorded: {}", event.type(), notRecorded);
    }
  }

  private static Decision unavailable(AuditEvent event, AuditException notRecorded) {
    log.error("denied, for it could not be recorded: {}", event.type(), notRecorded);
    return new Decision.Deny(
        Reason.outsidePolicy(ReasonCode.AUDIT_UNAVAILABLE, "the audit could not be written"));
  }
}
