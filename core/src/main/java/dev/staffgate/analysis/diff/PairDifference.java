package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.analysis.cells.Choice;
import dev.staffgate.analysis.cells.RequestSpace;
import dev.staffgate.analysis.cells.SpaceQuestion;
import dev.staffgate.analysis.cells.SpaceRegion;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.analysis.diff.SubjectInputs.ServerInput;
import dev.staffgate.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The difference of two policies for one permission, asked by accounts of one kind. */
final class PairDifference {
  private static final int SAME = 0;
  private static final int IMPOSSIBLE = 1;
  private static final int FIRST = 2;

  private final RequestSpace space;
  private final List<AnswerChange> changes = new ArrayList<>();
  private final int diagram;

  PairDifference(
      String permission, SubjectInputs before, SubjectInputs after, RequestSpace.Shared shared) {
    this.space = new RequestSpace(question(before, after), shared);
    OutcomeDiagram old = new OutcomeDiagram(space, before, permission);
    OutcomeDiagram now = new OutcomeDiagram(space, after, permission);
    int both =
        space
            .diagrams()
            .combine(
                old.diagram(),
                now.diagram(),
                (one, other) -> code(new AnswerChange(old.answer(one), now.answer(other))));
    this.diagram =
        space.diagrams().combine(space.possible(), both, (is, code) -> is == 1 ? code : IMPOSSIBLE);
  }

  private int code(AnswerChange change) {
    if (!changes.contains(change)) {
      changes.add(change);
    }
    return FIRST + changes.indexOf(change);
  }

  private AnswerChange change(int code) {
    return changes.get(code - FIRST);
  }

  /** Returns the space in which one policy is asked. */
  static RequestSpace space(SubjectInputs inputs, RequestSpace.Shared shared) {
    return new RequestSpace(question(inputs, SubjectInputs.NOBODY), shared);
  }

  private static SpaceQuestion question(SubjectInputs before, SubjectInputs after) {
    SpaceQuestion question = new SpaceQuestion();
    add(question, before);
    add(question, after);
    if (before.servers().isPresent() || after.servers().isPresent()) {
      Map<String, ServerInput> old = before.servers().orElse(Map.of());
      Map<String, ServerInput> now = after.servers().orElse(Map.of());
      question.addServers(
          Sets.union(old.keySet(), now.keySet()), id -> new Pair(old.get(id), now.get(id)));
    }
    return question;
  }

  private static void add(SpaceQuestion question, SubjectInputs inputs) {
    inputs.denies().forEach(deny -> question.addTests(deny.tests()));
    inputs.grants().forEach(grant -> question.addTests(grant.tests()));
    inputs
        .servers()
        .ifPresent(
            servers ->
                ImmutableSet.copyOf(servers.values())
                    .forEach(
                        server -> server.ways().forEach(way -> question.addTests(way.tests()))));
    inputs.networks().ifPresent(question::addNetworks);
    inputs.roots().forEach(root -> add(question, root));
  }

  private static void add(SpaceQuestion question, RootInput root) {
    for (SubjectInputs.Span span : root.spans()) {
      span.from().ifPresent(question::addBound);
      span.until().ifPresent(question::addBound);
    }
    root.held().ifPresent(name -> question.addChoice(Choice.holding(name)));
    if (!root.spans().isEmpty() || root.held().isPresent()) {
      question.addChoice(Choice.actingAs(root.role()));
    }
    root.emergencies().forEach(one -> question.addChoice(Choice.inEmergency(one)));
  }

  RequestSpace space() {
    return space;
  }

  /** Returns the diagram of {@link #matches codes}. */
  int diagram() {
    return diagram;
  }

  /** Returns whether a code of the diagram stands for a change as wanted. */
  boolean matches(int code, Predicate<AnswerChange> wanted) {
    return code >= FIRST && wanted.test(change(code));
  }

  /** Returns whether something is permitted by the old policy alone. */
  boolean losesPermits() {
    return has(change -> isPermit(change.before()) && !isPermit(change.after()));
  }

  /** Returns whether something is permitted by the new policy alone. */
  boolean gainsPermits() {
    return has(change -> isPermit(change.after()) && !isPermit(change.before()));
  }

  /** Returns whether anything is permitted by the old policy, or by the new one. */
  boolean permits(boolean byOld) {
    return has(change -> isPermit(byOld ? change.before() : change.after()));
  }

  private boolean has(Predicate<AnswerChange> wanted) {
    return space.diagrams().values(diagram).stream().anyMatch(code -> matches(code, wanted));
  }

  /** Returns whether anything is decided differently. */
  boolean isDifferent() {
    return has(AnswerChange::isChange);
  }

  /** Returns the regions of a change. */
  record ChangedRegion(AnswerChange change, SpaceRegion region, int code) {}

  /** Returns all regions. */
  List<ChangedRegion> regions() {
    int changed =
        space
            .diagrams()
            .map(diagram, code -> code >= FIRST && !change(code).isChange() ? SAME : code);
    List<ChangedRegion> regions = new ArrayList<>();
    space
        .regions(changed, IMPOSSIBLE, FIRST)
        .forEach(
            (code, boxes) ->
                boxes.forEach(box -> regions.add(new ChangedRegion(change(code), box, code))));
    return regions;
  }

  private record Pair(
      @org.jspecify.annotations.Nullable ServerInput old,
      @org.jspecify.annotations.Nullable ServerInput now) {}

  static boolean isPermit(Answer answer) {
    return answer.outcome() == Decision.Outcome.PERMIT;
  }
}
