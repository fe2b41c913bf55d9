package dev.staffgate.audit;

/** A listener that copies the heads of a log to another place. */
@FunctionalInterface
public interface AuditHeadListener {
  /**
   * Comes with the newest head, some time after its record was kept; some in between are left out.
   * It is called by one thread of its own at a time: what it throws is logged, and while it does
   * not return no other head comes. Neither holds up the log.
   */
  void head(AuditHead head);
}
