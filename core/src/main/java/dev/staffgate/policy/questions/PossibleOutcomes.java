package dev.staffgate.policy.questions;

import static com.google.common.collect.Sets.immutableEnumSet;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.EvaluationContext;
import dev.staffgate.policy.engine.IdSet;
import java.util.Map;
import java.util.Set;

/**
 * How conditions may come out before anybody asks: the account is known, and the resources that the
 * question names; all else a request may give or leave out as it likes. Not thread-safe.
 *
 * <p>Each condition is looked at by itself: that two of them cannot hold at once is not seen.
 */
final class PossibleOutcomes {
  private static final ImmutableSet<TruthValue> ANY =
      immutableEnumSet(TruthValue.TRUE, TruthValue.FALSE, TruthValue.UNKNOWN);
  private static final ImmutableSet<TruthValue> NEVER_FALSE =
      immutableEnumSet(TruthValue.TRUE, TruthValue.UNKNOWN);

  private final EvaluationContext situation;

  /**
   * @param resources those that the question names, by type
   */
  PossibleOutcomes(Policy policy, StaffAccount account, Map<String, String> resources) {
    AccessRequest request = AccessRequest.of(account.id(), "").on(resources);
    this.situation = new EvaluationContext(request, account, policy, policy.staff());
  }

  StaffAccount account() {
    return situation.account;
  }

  /** What it comes out as for some request, or more than that; never less. */
  Set<TruthValue> of(CompiledCondition check) {
    Condition condition = check.condition();
    return switch (condition.kind()) {
      case NETWORKS, SCHEDULE, SECOND_FACTOR, APPROVAL -> ANY;
      case AMOUNT -> onAttribute(check, ((Condition.Amount) condition).attribute());
      case ATTRIBUTE -> onAttribute(check, ((Condition.Attribute) condition).attribute());
      case SAME -> same(check, (Condition.Same) condition);
      case RESOURCE ->
          resource((CompiledCondition.Resource) check, ((Condition.Resource) condition).type());
    };
  }

  /** Whether it holds for every request. */
  boolean surelyHolds(CompiledCondition check) {
    return isOnly(TruthValue.TRUE, of(check));
  }

  /** Whether it is false for every request. */
  boolean isSurelyFalse(CompiledCondition check) {
    return isOnly(TruthValue.FALSE, of(check));
  }

  /** Whether it holds for some request. */
  boolean mayHold(CompiledCondition check) {
    return of(check).contains(TruthValue.TRUE);
  }

  /** Whether it is false for some request. */
  boolean mayBeFalse(CompiledCondition check) {
    return of(check).contains(TruthValue.FALSE);
  }

  private static boolean isOnly(TruthValue truth, Set<TruthValue> outcomes) {
    return outcomes.size() == 1 && outcomes.contains(truth);
  }

  private Set<TruthValue> onAttribute(CompiledCondition check, String attribute) {
    return isOfStaff(attribute) ? known(check) : ANY;
  }

  private Set<TruthValue> same(CompiledCondition check, Condition.Same same) {
    boolean left = isOfStaff(same.left());
    boolean right = isOfStaff(same.right());
    // With nothing else given, one side that is known and missing makes it unknown for good.
    if ((left && right) || (left && isMissing(same.left())) || (right && isMissing(same.right()))) {
      return known(check);
    }
    return same.left().equals(same.right()) ? NEVER_FALSE : ANY;
  }

  private boolean isMissing(String attribute) {
    return situation.account.attribute(attribute.substring("staff.".length())) == null;
  }

  private Set<TruthValue> resource(CompiledCondition.Resource check, String type) {
    if (situation.request.resourceOrNull(type) != null) {
      return known(check);
    }
    ImmutableSet.Builder<TruthValue> outcomes = ImmutableSet.builder();
    outcomes.add(TruthValue.UNKNOWN); // none named
    for (TruthValue truth : immutableEnumSet(TruthValue.TRUE, TruthValue.FALSE)) {
      if (!check.where(truth, situation.account).equals(IdSet.NONE)) {
        outcomes.add(truth);
      }
    }
    return outcomes.build();
  }

  private Set<TruthValue> known(CompiledCondition check) {
    return immutableEnumSet(check.test(situation));
  }

  /** Whether it looks at the account, so that it may come out otherwise for another one. */
  static boolean isPersonal(CompiledCondition check) {
    Condition condition = check.condition();
    return switch (condition.kind()) {
      case NETWORKS, SCHEDULE, SECOND_FACTOR, APPROVAL -> false;
      case AMOUNT -> isOfStaff(((Condition.Amount) condition).attribute());
      case ATTRIBUTE -> isOfStaff(((Condition.Attribute) condition).attribute());
      case SAME ->
          isOfStaff(((Condition.Same) condition).left())
              || isOfStaff(((Condition.Same) condition).right());
      case RESOURCE ->
          ((Condition.Resource) condition)
              .members().stream().anyMatch(one -> one.kind() == ResourceTerm.Kind.ASSIGNED);
    };
  }

  private static boolean isOfStaff(String attribute) {
    return attribute.startsWith("staff.");
  }
}
