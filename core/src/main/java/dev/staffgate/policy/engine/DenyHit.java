package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.decision.TruthValue;
import java.util.Comparator;

/** A deny of an assigned role, or of one that it includes, on one path to it. */
public final class DenyHit {
  /** The order of places: files as given, then line, then path. */
  static final Comparator<DenyHit> ORDER =
      comparingInt((DenyHit one) -> one.deny.order)
          .thenComparing(one -> one.includePath, IncludePath.ORDER);

  public final CompiledRule deny;
  public final IncludePath includePath;
  private final Decision.Deny denied;

  public DenyHit(CompiledRule deny, IncludePath includePath, String policyVersion) {
    this.deny = deny;
    this.includePath = includePath;
    this.denied =
        new Decision.Deny(
            new Reason(
                ReasonCode.DENIED_BY_ROLE,
                deny.at,
                includePath.path,
                Remedy.NONE,
                policyVersion,
                () -> "denied by role `" + includePath.role.id + "` (" + includePath.path + ")"));
  }

  Decision.Deny denied() {
    return denied;
  }

  /**
   * Returns whether none of its conditions is false: what is not known counts against the
   * requester.
   */
  public boolean hits(EvaluationContext context) {
    for (CompiledCondition check : deny.conditions) {
      if (check.test(context) == TruthValue.FALSE) {
        return false;
      }
    }
    return true;
  }
}
