package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * A seat of an {@linkplain Condition.Approval approval}: how many approvers it takes, and what each
 * of them must be permitted.
 *
 * @param by the permission that an approver must hold
 * @param count at least 1
 */
public record ApprovalSeat(NameRef by, int count) {
  public ApprovalSeat {
    requireNonNull(by, "by");
    checkArgument(count >= 1, "%s approvals are none", count);
  }

  /** Returns a seat for approvers who hold a permission. */
  public static ApprovalSeat of(String by, int count) {
    return new ApprovalSeat(NameRef.of(by), count);
  }
}
