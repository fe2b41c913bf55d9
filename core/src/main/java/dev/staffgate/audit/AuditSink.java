package dev.staffgate.audit;

/**
 * Where events are kept. An implementation is safe for any number of threads, keeps the order of
 * one thread's events, and never changes what it has kept.
 */
public interface AuditSink {
  /** The logger of {@link #toLog}. */
  String LOGGER = "dev.staffgate.audit";

  /**
   * Keeps an event; once this returns it is kept.
   *
   * @throws AuditException if it could not be, or it is not known whether it was
   */
  void append(AuditEvent event);

  /**
   * Returns a sink that writes each event to the program's log: one JSON object at level INFO of
   * the logger {@link #LOGGER}. As lasting as that log is; an event is not kept while the level is
   * off.
   *
   * @throws IllegalStateException if SLF4J has no provider, so that nothing keeps the log
   */
  static AuditSink toLog() {
    return new LogAuditSink();
  }
}
