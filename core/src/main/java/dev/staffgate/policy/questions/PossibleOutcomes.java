package dev.staffgate.policy.questions;

import static com.google.common.collect.Sets.immutableEnumSet;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.engine.Approvers;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.EvaluationContext;
import dev.staffgate.policy.engine.IdSet;
import java.util.Map;
import java.util.Set;

/**
 * The possible outcomes of conditions before anybody asks. The account is known, and so are the
 * resources that the question names; all else a request may give or leave out. Not thread-safe.
 *
 * <p>Each condition is looked at by itself: that two of them cannot hold at once is not seen.
 */
final class PossibleOutcomes {
  private static final ImmutableSet<TruthValue> ANY =
      immutableEnumSet(TruthValue.TRUE, TruthValue.FALSE, TruthValue.UNKNOWN);
  private static final ImmutableSet<TruthValue> NEVER_FALSE =
      immutableEnumSet(TruthValue.TRUE, TruthValue.UNKNOWN);

  private final EvaluationContext context;

  /**
   * Makes the outcomes for one account.
   *
   * @param resources those that the question names, by type
   */
  PossibleOutcomes(StaffAccount account, Map<String, String> resources) {
    AccessRequest request = AccessRequest.of(account.id(), "").on(resources);
    this.context = new EvaluationContext(request, account, Approvers.NONE, null);
  }

  StaffAccount account() {
    return context.account;
  }

  /** Returns the outcomes that some request gives, or more than these; never fewer. */
  Set<TruthValue> of(CompiledCondition condition) {
    Condition written = condition.condition();
    return switch (written.kind()) {
      case NETWORKS, SCHEDULE, SECOND_FACTOR, APPROVAL -> ANY;
      case AMOUNT -> onAttribute(condition, ((Condition.Amount) written).attribute());
      case ATTRIBUTE -> onAttribute(condition, ((Condition.Attribute) written).attribute());
      case SAME -> same(condition, (Condition.Same) written);
      case RESOURCE ->
          resource((CompiledCondition.Resource) condition, ((Condition.Resource) written).type());
    };
  }

  /** Returns whether it holds for every request. */
  boolean surelyHolds(CompiledCondition condition) {
    return isOnly(TruthValue.TRUE, of(condition));
  }

  /** Returns whether it is false for every request. */
  boolean isSurelyFalse(CompiledCondition condition) {
    return isOnly(TruthValue.FALSE, of(condition));
  }

  /** Returns whether it holds for some request. */
  boolean mayHold(CompiledCondition condition) {
    return of(condition).contains(TruthValue.TRUE);
  }

  /** Returns whether it is false for some request. */
  boolean mayBeFalse(CompiledCondition condition) {
    return of(condition).contains(TruthValue.FALSE);
  }

  private static boolean isOnly(TruthValue truth, Set<TruthValue> outcomes) {
    return outcomes.size() == 1 && outcomes.contains(truth);
  }

  private Set<TruthValue> onAttribute(CompiledCondition condition, String attribute) {
    return isOfStaff(attribute) ? known(condition) : ANY;
  }

  private Set<TruthValue> same(CompiledCondition condition, Condition.Same same) {
    boolean left = isOfStaff(same.left());
    boolean right = isOfStaff(same.right());
    // With nothing else given, one side that is known and missing makes it unknown for good.
    if ((left && right) || (left && isMissing(same.left())) || (right && isMissing(same.right()))) {
      return known(condition);
    }
    return same.left().equals(same.right()) ? NEVER_FALSE : ANY;
  }

  private boolean isMissing(String attribute) {
    return context.account.attribute(attribute.substring("staff.".length())) == null;
  }

  private Set<TruthValue> resource(CompiledCondition.Resource condition, String type) {
    if (context.request.resourceOrNull(type) != null) {
      return known(condition);
    }
    ImmutableSet.Builder<TruthValue> outcomes = ImmutableSet.builder();
    outcomes.add(TruthValue.UNKNOWN); // none named
    for (TruthValue truth : immutableEnumSet(TruthValue.TRUE, TruthValue.FALSE)) {
      if (!condition.idsWithTruth(truth, context.account).equals(IdSet.NONE)) {
        outcomes.add(truth);
      }
    }
    return outcomes.build();
  }

  private Set<TruthValue> known(CompiledCondition condition) {
    return immutableEnumSet(condition.test(context));
  }

  /** Returns whether a condition looks at the account, so that another may have another outcome. */
  static boolean isPersonal(CompiledCondition condition) {
    Condition written = condition.condition();
    return switch (written.kind()) {
      case NETWORKS, SCHEDULE, SECOND_FACTOR, APPROVAL -> false;
      case AMOUNT -> isOfStaff(((Condition.Amount) written).attribute());
      case ATTRIBUTE -> isOfStaff(((Condition.Attribute) written).attribute());
      case SAME ->
          isOfStaff(((Condition.Same) written).left())
              || isOfStaff(((Condition.Same) written).right());
      case RESOURCE ->
          ((Condition.Resource) written)
              .members().stream().anyMatch(one -> one.kind() == ResourceTerm.Kind.ASSIGNED);
    };
  }

  private static boolean isOfStaff(String attribute) {
    return attribute.startsWith("staff.");
  }
}
