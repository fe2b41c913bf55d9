package dev.staffgate.whm.testing;

import static java.util.Objects.requireNonNull;

/**
 * An account of a simulated WHM.
 *
 * @param user its name
 * @param domain its main domain
 * @param owner who sees it: {@code root} sees all
 * @param suspended whether it is
 * @param suspendReason why, as somebody typed it; empty if nobody did
 */
public record SimulatedAccount(
    String user, String domain, String owner, boolean suspended, String suspendReason) {
  public SimulatedAccount {
    requireNonNull(user, "user");
    requireNonNull(domain, "domain");
    requireNonNull(owner, "owner");
    requireNonNull(suspendReason, "suspendReason");
  }

  /** An account without a reason for its suspension. */
  public SimulatedAccount(String user, String domain, String owner, boolean suspended) {
    this(user, domain, owner, suspended, "");
  }

  /** Returns this account, suspended for this reason. */
  public SimulatedAccount suspendedFor(String reason) {
    return new SimulatedAccount(user, domain, owner, true, reason);
  }

  /** An account of root's with a domain of example.com. */
  public static SimulatedAccount of(String user) {
    return new SimulatedAccount(user, user + ".example.com", "root", false);
  }

  String json() {
    return "{\"user\":%s,\"domain\":%s,\"owner\":%s,\"suspended\":%d,\"suspendreason\":%s,\"suspendtime\":null,\"plan\":\"default\",\"maxaddons\":\"*unknown*\",\"email\":\"*unknown*\",\"diskused\":\"14M\"}"
        .formatted(
            JsonSnippets.text(user),
            JsonSnippets.text(domain),
            JsonSnippets.text(owner),
            suspended ? 1 : 0,
            JsonSnippets.text(suspendReason));
  }
}
