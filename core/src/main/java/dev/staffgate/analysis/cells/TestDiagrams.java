package dev.staffgate.analysis.cells;

import dev.staffgate.decision.TruthValue;
import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Makes diagrams of tests, and of other questions about a request, over the parts of a space. */
final class TestDiagrams {
  private final SpaceDimensions dimensions;
  private final DecisionDiagrams diagrams;

  TestDiagrams(SpaceDimensions dimensions, DecisionDiagrams diagrams) {
    this.dimensions = dimensions;
    this.diagrams = diagrams;
  }

  /** Returns where a test is true, or where it is not false. */
  int where(ConditionTest test, boolean orUnknown) {
    if (test instanceof ConditionTest.Constant constant) {
      return isIn(constant.truth(), orUnknown) ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE;
    }
    if (test instanceof ConditionTest.Addresses one) {
      return byTruth(dimensions.addresses(), orUnknown, part -> truth(one, part));
    }
    if (test instanceof ConditionTest.Windows one) {
      return windows(one, orUnknown);
    }
    if (test instanceof ConditionTest.FactorAge one) {
      AgeDimension ages = dimensions.ages().dimension();
      return by(dimensions.ages(), part -> ages.isWithin(part, one.most()));
    }
    if (test instanceof ConditionTest.Membership one) {
      return membership(one, orUnknown);
    }
    if (test instanceof ConditionTest.TextsEqual one) {
      return textsEqual(one, orUnknown);
    }
    if (test instanceof ConditionTest.Approved one) {
      return one.isPossible() ? isChosen(Choice.approved(one)) : DecisionDiagrams.FALSE;
    }
    SpaceVariable<AttributeDimension> attribute =
        dimensions.attribute(AttributeTests.attributesOf(test).findFirst().orElseThrow());
    return byTruth(attribute, orUnknown, part -> attribute.dimension().truth(test, part));
  }

  private static boolean isIn(TruthValue truth, boolean orUnknown) {
    return truth == TruthValue.TRUE || (orUnknown && truth == TruthValue.UNKNOWN);
  }

  private int byTruth(SpaceVariable<?> variable, boolean orUnknown, IntFunction<TruthValue> truth) {
    return by(variable, part -> isIn(truth.apply(part), orUnknown));
  }

  /** Returns where a dimension has one of some parts. */
  int by(SpaceVariable<?> variable, IntPredicate parts) {
    int[] children = new int[diagrams.sizeOf(variable.number())];
    for (int part = 0; part < children.length; part++) {
      children[part] = parts.test(part) ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE;
    }
    return diagrams.node(variable.number(), children);
  }

  private TruthValue truth(ConditionTest.Addresses test, int part) {
    return dimensions
        .addresses()
        .dimension()
        .example(part)
        .map(address -> TruthValue.of(test.networks().contains(address) == test.inside()))
        .orElse(TruthValue.UNKNOWN);
  }

  private int windows(ConditionTest.Windows test, boolean orUnknown) {
    SpaceVariable<TimeDimensions.WeekDimension> week = dimensions.week(test.zone().getId());
    return by(
        week,
        part ->
            part == 0
                ? orUnknown
                : week.dimension().minutes(part).intersects(test.minutes()) == test.inside());
  }

  private int membership(ConditionTest.Membership test, boolean orUnknown) {
    SpaceVariable<ResourceDimension> variable = dimensions.resource(test.type());
    ResourceDimension resource = variable.dimension();
    if (!test.orAssigned()) {
      return byTruth(variable, orUnknown, part -> resource.truth(test, part));
    }
    int named = by(variable, part -> resource.truth(test, part) != TruthValue.UNKNOWN);
    int listed = by(variable, part -> resource.truth(test, part) == TruthValue.of(test.among()));
    int member = diagrams.or(listed, isChosen(Choice.assigned(test.type())));
    return diagrams.choose(
        named,
        test.among() ? member : diagrams.not(member),
        orUnknown ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE);
  }

  private int textsEqual(ConditionTest.TextsEqual test, boolean orUnknown) {
    return diagrams.choose(
        diagrams.and(isGiven(test.left()), isGiven(test.right())),
        isChosen(Choice.same(test)),
        orUnknown ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE);
  }

  /** Returns where an attribute has a text. */
  int isGiven(String attribute) {
    SpaceVariable<AttributeDimension> variable = dimensions.attribute(attribute);
    return by(variable, part -> !variable.dimension().examples(part).isEmpty());
  }

  /** Returns where a choice was made. */
  int isChosen(Choice choice) {
    return by(dimensions.choice(choice), part -> part == 1);
  }

  /** Returns where the period begins as asked; none given is empty. */
  int isPeriod(Predicate<Optional<Instant>> start) {
    TimeDimensions time = dimensions.time();
    return by(
        dimensions.periods(),
        part -> start.test(part == 0 ? Optional.empty() : Optional.of(time.start(part))));
  }

  /** Returns where the address lies in some networks. */
  int isFrom(NetworkSet networks) {
    return where(new ConditionTest.Addresses(networks, true), false);
  }
}
