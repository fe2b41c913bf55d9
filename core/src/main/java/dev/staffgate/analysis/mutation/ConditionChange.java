package dev.staffgate.analysis.mutation;

import static dev.staffgate.analysis.mutation.MutantDraft.Kind.DROPPED;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.FLIPPED;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.WIDENED;

import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.Way;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change of one condition: what stands in its place, or nothing.
 *
 * <p>Durations become twice as long, limits larger by 1.
 */
record ConditionChange(MutantDraft.Kind kind, Optional<Condition> instead) {
  private static final Duration LONGEST = Duration.ofDays(3650);

  /** Returns the change as the end of a sentence. */
  String text() {
    return instead.map(other -> "changed to `" + Way.text(other) + "`").orElse("dropped");
  }

  /** Returns the conditions of one place with this change of one of them. */
  List<Condition> in(List<Condition> all, int index) {
    List<Condition> changed = new ArrayList<>(all);
    changed.remove(index);
    instead.ifPresent(other -> changed.add(index, other));
    return changed;
  }

  /** Returns the changes of a condition. */
  static List<ConditionChange> of(Condition condition) {
    ImmutableList.Builder<ConditionChange> changes = ImmutableList.builder();
    changes.add(new ConditionChange(DROPPED, Optional.empty()));
    switch (condition.kind()) {
      case NETWORKS -> networks((Condition.Networks) condition, changes);
      case SCHEDULE -> schedule((Condition.InSchedule) condition, changes);
      case SECOND_FACTOR -> secondFactor((Condition.SecondFactor) condition, changes);
      case AMOUNT -> amount((Condition.Amount) condition, changes);
      case RESOURCE -> resource((Condition.Resource) condition, changes);
      case ATTRIBUTE -> attribute((Condition.Attribute) condition, changes);
      case SAME -> {}
      case APPROVAL -> approval((Condition.Approval) condition, changes);
    }
    return changes.build();
  }

  private static void add(
      ImmutableList.Builder<ConditionChange> changes, MutantDraft.Kind kind, Condition instead) {
    changes.add(new ConditionChange(kind, Optional.of(instead)));
  }

  private static void networks(
      Condition.Networks old, ImmutableList.Builder<ConditionChange> changes) {
    add(changes, FLIPPED, new Condition.Networks(!old.inside(), old.terms(), old.at()));
    withoutOne(old.terms(), left -> new Condition.Networks(old.inside(), left, old.at()), changes);
  }

  private static void schedule(
      Condition.InSchedule old, ImmutableList.Builder<ConditionChange> changes) {
    add(changes, FLIPPED, new Condition.InSchedule(!old.inside(), old.schedule(), old.at()));
  }

  private static void secondFactor(
      Condition.SecondFactor old, ImmutableList.Builder<ConditionChange> changes) {
    longer(old.maxAge())
        .ifPresent(age -> add(changes, WIDENED, new Condition.SecondFactor(age, old.at())));
  }

  private static Optional<Duration> longer(Duration old) {
    Duration twice = old.isZero() ? Duration.ofMinutes(1) : old.multipliedBy(2);
    return Optional.of(twice).filter(one -> one.compareTo(LONGEST) <= 0);
  }

  private static void amount(Condition.Amount old, ImmutableList.Builder<ConditionChange> changes) {
    add(
        changes,
        FLIPPED,
        new Condition.Amount(!old.upTo(), old.attribute(), old.limit(), old.at()));
    BigDecimal moved =
        old.upTo() ? old.limit().add(BigDecimal.ONE) : old.limit().subtract(BigDecimal.ONE);
    if (moved.signum() >= 0) {
      add(changes, WIDENED, new Condition.Amount(old.upTo(), old.attribute(), moved, old.at()));
    }
  }

  private static void resource(
      Condition.Resource old, ImmutableList.Builder<ConditionChange> changes) {
    add(
        changes,
        FLIPPED,
        new Condition.Resource(!old.among(), old.type(), old.members(), old.at()));
    withoutOne(
        old.members(),
        left -> new Condition.Resource(old.among(), old.type(), left, old.at()),
        changes);
  }

  private static void attribute(
      Condition.Attribute old, ImmutableList.Builder<ConditionChange> changes) {
    withoutOne(
        old.values(), left -> new Condition.Attribute(old.attribute(), left, old.at()), changes);
  }

  private static void approval(
      Condition.Approval old, ImmutableList.Builder<ConditionChange> changes) {
    for (int i = 0; i < old.seats().size(); i++) {
      ApprovalSeat seat = old.seats().get(i);
      if (seat.count() > 1) {
        List<ApprovalSeat> fewer = new ArrayList<>(old.seats());
        fewer.set(i, new ApprovalSeat(seat.by(), seat.count() - 1));
        add(changes, WIDENED, new Condition.Approval(fewer, old.within(), old.at()));
      }
    }
    withoutOne(old.seats(), left -> new Condition.Approval(left, old.within(), old.at()), changes);
    longer(old.within())
        .ifPresent(
            time -> add(changes, WIDENED, new Condition.Approval(old.seats(), time, old.at())));
  }

  private static <T> void withoutOne(
      List<T> members,
      Function<List<T>, Condition> condition,
      ImmutableList.Builder<ConditionChange> changes) {
    for (int i = 0; i < members.size() && members.size() > 1; i++) {
      add(changes, DROPPED, condition.apply(without(members, i)));
    }
  }

  /** Returns a list without the member at an index. */
  static <T> List<T> without(List<T> members, int index) {
    List<T> left = new ArrayList<>(members);
    left.remove(index);
    return left;
  }
}
