package dev.staffgate.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events in the program's log, one JSON object each. */
final class LogAuditSink implements AuditSink {
  private final Logger log;

  LogAuditSink() {
    this(LoggerFactory.getLogger(AuditSink.LOGGER));
  }

  LogAuditSink(Logger log) {
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
