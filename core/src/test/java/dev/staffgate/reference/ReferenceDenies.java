package dev.staffgate.reference;

import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import java.util.List;
import java.util.Optional;

/** Policy reference, section 4, step 5, written down plainly: which deny hits. */
final class ReferenceDenies {
  private final ReferenceConditions conditions;

  ReferenceDenies(ReferenceConditions conditions) {
    this.conditions = conditions;
  }

  /** Returns whether a deny of an assigned role matches this permission and hits. */
  boolean hit(ReferenceCase it, String permission) {
    return firstHit(it, List.of(permission)).isPresent();
  }

  /**
   * The first of the denies that match one of the permissions and hit, in the order of their
   * places; of a deny that is reached by several paths, the smallest, which comes first. Those of a
   * locked role stay.
   */
  Optional<ComparableDecision> firstHit(ReferenceCase it, List<String> permissions) {
    ComparableDecision first = null;
    for (ReferencePath path : it.assigned()) {
      for (Deny deny : path.last().denies()) {
        if (namesAny(deny.permissions(), permissions)
            && (first == null || Place.ORDER.compare(deny.at(), first.place()) < 0)
            && hits(deny, it)) {
          first = ComparableDecision.deny(ReasonCode.DENIED_BY_ROLE, deny.at(), path.ids());
        }
      }
    }
    return Optional.ofNullable(first);
  }

  // A deny hits when none of its conditions is false; no requires of a role weakens it.
  private boolean hits(Deny deny, ReferenceCase it) {
    for (Condition condition : deny.conditions()) {
      if (conditions.of(condition, it.asked(), it.account()) == TruthValue.FALSE) {
        return false;
      }
    }
    return true;
  }

  private static boolean namesAny(List<PermissionPattern> patterns, List<String> permissions) {
    for (String permission : permissions) {
      if (ReferenceRoles.names(patterns, permission)) {
        return true;
      }
    }
    return false;
  }
}
