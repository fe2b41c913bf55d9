package dev.staffgate.policy.engine;

import dev.staffgate.decision.AccessRequest;
import org.jspecify.annotations.Nullable;

/** Where the conditions of one decision find the accounts of approvers. */
@FunctionalInterface
public interface Approvers {
  /** Finds no account: for requests that have no approvals. */
  Approvers NONE = staff -> null;

  /**
   * Finds an approver.
   *
   * @param staff any text: ids come from requests
   * @return null if no account has exactly this id, or it may not approve what is asked for
   */
  @Nullable Approver find(String staff);

  /** An account that gave an approval. */
  interface Approver {
    /** Returns the person whom the account belongs to; equal for those who count once. */
    String person();

    /** Returns whether the account is permitted this request. */
    boolean isPermitted(AccessRequest request);
  }
}
