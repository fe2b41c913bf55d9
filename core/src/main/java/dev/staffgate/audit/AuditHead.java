package dev.staffgate.audit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * The last record of a log at some moment. A copy of it that is kept elsewhere shows that the log's
 * end was removed, or that all of it was written anew.
 *
 * @param number the number of the record, from 1 on
 * @param link its link
 */
public record AuditHead(long number, String link) {
  public AuditHead {
    checkArgument(number > 0, "records are counted from 1 on");
    requireNonNull(link, "link");
  }
}
