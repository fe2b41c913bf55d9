package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.decision.TruthValue;
import java.util.Comparator;

/**
 * One way in which a request may be denied: a deny of an assigned role, or of one that it includes.
 */
public final class Refusal {
  /** Files as given, then line, then path. */
  static final Comparator<Refusal> ORDER =
      comparingInt((Refusal one) -> one.deny.order).thenComparing(one -> one.reach, Reach.ORDER);

  public final Rule deny;
  public final Reach reach;
  private final Decision.Deny denied;

  public Refusal(Rule deny, Reach reach, String policyVersion) {
    this.deny = deny;
    this.reach = reach;
    this.denied =
        new Decision.Deny(
            new Reason(
                ReasonCode.DENIED_BY_ROLE,
                deny.at,
                reach.path,
                Remedy.NONE,
                policyVersion,
                () -> "denied by role `" + reach.role.id + "` (" + reach.path + ")"));
  }

  Decision.Deny denied() {
    return denied;
  }

  /** Whether none of its conditions is false: what is not known counts against the requester. */
  public boolean hits(Situation situation) {
    for (Check check : deny.checks) {
      if (check.test(situation) == TruthValue.FALSE) {
        return false;
      }
    }
    return true;
  }
}
