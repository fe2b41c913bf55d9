package dev.staffgate.examples.panel.pages.permissions;

import com.google.common.base.Joiner;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Explanation.ConditionSeen;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The facts that a question left out and that its answer may depend on: what is not given never
 * helps, so that a bare "no" would be only half of the answer.
 *
 * @param kinds the conditions that look at them
 */
record MissingFacts(Set<Condition.Kind> kinds) {
  private static final Set<Condition.Kind> OF_THE_CASE =
      EnumSet.of(
          Condition.Kind.RESOURCE,
          Condition.Kind.AMOUNT,
          Condition.Kind.ATTRIBUTE,
          Condition.Kind.SAME);
  private static final Set<Condition.Kind> LATER =
      EnumSet.of(Condition.Kind.SECOND_FACTOR, Condition.Kind.APPROVAL);

  MissingFacts {
    kinds = Set.copyOf(kinds);
  }

  /** Returns those of an answer; none if it would be the same whatever else was given. */
  static MissingFacts of(Explanation explanation) {
    Set<Condition.Kind> kinds = EnumSet.noneOf(Condition.Kind.class);
    if (explanation.decision().permitted()) {
      return new MissingFacts(kinds);
    }
    for (Explanation.DenySeen deny : explanation.denies()) {
      List<ConditionSeen> open = deny.conditions().stream().filter(MissingFacts::isOpen).toList();
      if (deny.hits() && open.isEmpty()) {
        return new MissingFacts(Set.of());
      }
      if (deny.hits()) {
        open.forEach(one -> kinds.add(one.kind()));
      }
    }
    boolean grant = false;
    for (Explanation.CandidateSeen candidate : explanation.candidates()) {
      if (candidate.conditions().stream().allMatch(MissingFacts::mayHold)) {
        grant = true;
        candidate.conditions().stream()
            .filter(MissingFacts::isOpen)
            .forEach(one -> kinds.add(one.kind()));
      }
    }
    return new MissingFacts(grant ? kinds : Set.of());
  }

  private static boolean isOpen(ConditionSeen condition) {
    return condition.truth() == TruthValue.UNKNOWN && OF_THE_CASE.contains(condition.kind());
  }

  private static boolean mayHold(ConditionSeen condition) {
    return condition.truth() == TruthValue.TRUE
        || isOpen(condition)
        || LATER.contains(condition.kind());
  }

  boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** Returns the sentence for the person. */
  String sentence() {
    List<String> facts = new ArrayList<>();
    if (kinds.contains(Condition.Kind.RESOURCE)) {
      facts.add("which server, department or other thing it is about");
    }
    if (kinds.contains(Condition.Kind.AMOUNT)) {
      facts.add("the amount");
    }
    if (kinds.contains(Condition.Kind.ATTRIBUTE) || kinds.contains(Condition.Kind.SAME)) {
      facts.add("more of the case itself");
    }
    return "It depends on " + Joiner.on(", and on ").join(facts) + ".";
  }
}
