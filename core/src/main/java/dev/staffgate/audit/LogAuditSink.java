package dev.staffgate.audit;

import static com.google.common.base.Preconditions.checkState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Events in the program's log, one JSON object each. */
final class LogAuditSink implements AuditSink {
  private final Logger log;

  LogAuditSink() {
    this(LoggerFactory.getLogger(AuditSink.LOGGER));
  }

  /**
   * Makes a sink.
   *
   * @throws IllegalStateException if nothing keeps what is logged
   */
  LogAuditSink(Logger log) {
    checkState(
        !(log instanceof NOPLogger),
        "the audit goes to the log, and nothing keeps the log: SLF4J has no provider. Add one, such"
            + " as slf4j-simple or Logback, or keep the audit in a file (FileAuditSink.open)");
    this.log = log;
  }

  @Override
  public void append(AuditEvent event) {
    if (!log.isInfoEnabled()) {
      throw new AuditException(
          "the logger " + log.getName() + " takes no events: set it to INFO", null);
    }
    log.info("{}", AuditJson.line(event));
  }
}
