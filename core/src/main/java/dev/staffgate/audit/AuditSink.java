package dev.staffgate.audit;

/**
 * Where events are kept. An implementation is safe for any number of threads, keeps the order of
 * one thread's events, and never changes what it has kept.
 */
public interface AuditSink {
  /**
   * Keeps an event; once this returns it is kept.
   *
   * @throws AuditException if it could not be, or it is not known whether it was
   */
  void append(AuditEvent event);
}
