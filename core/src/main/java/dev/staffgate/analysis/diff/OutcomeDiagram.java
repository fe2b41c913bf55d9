package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.Choice;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.cells.DecisionDiagrams;
import dev.staffgate.analysis.cells.GrantDiagram;
import dev.staffgate.analysis.cells.RequestSpace;
import dev.staffgate.analysis.diff.SubjectInputs.DenyInput;
import dev.staffgate.analysis.diff.SubjectInputs.GrantInput;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.analysis.diff.SubjectInputs.SeparationInput;
import dev.staffgate.analysis.diff.SubjectInputs.ServerInput;
import dev.staffgate.analysis.diff.SubjectInputs.WayInput;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.Permission;
import dev.staffgate.model.SeparationRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers of one policy to all requests of a space (policy reference, section 4). */
final class OutcomeDiagram {
  private static final int DENY = 0;

  /** Approval and a second factor are lacking, which ranks behind a lack of either alone. */
  private static final int BOTH_LACKING = 1;

  private static final int APPROVAL = 2;
  private static final int SECOND_FACTOR = 3;
  private static final int PERMIT = 4;

  private final RequestSpace space;
  private final DecisionDiagrams diagrams;
  private final SubjectInputs inputs;
  private final String permission;
  private final List<Optional<String>> users = new ArrayList<>();
  private final Map<String, Integer> assigned = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();
  private final int diagram;

  OutcomeDiagram(RequestSpace space, SubjectInputs inputs, String permission) {
    this.space = space;
    this.diagrams = space.diagrams();
    this.inputs = inputs;
    this.permission = permission;
    inputs.roots().forEach(this::activate);
    this.diagram = inputs.active() ? steps() : DecisionDiagrams.leaf(DENY);
  }

  /** Returns the diagram of the codes of answers. */
  int diagram() {
    return diagram;
  }

  /** Returns the answer that a code stands for. */
  Answer answer(int code) {
    return switch (code) {
      case DENY -> Answer.DENY;
      case APPROVAL -> new Answer(Decision.Outcome.APPROVAL, Optional.empty());
      case BOTH_LACKING, SECOND_FACTOR ->
          new Answer(Decision.Outcome.SECOND_FACTOR, Optional.empty());
      default -> new Answer(Decision.Outcome.PERMIT, users.get(code - PERMIT));
    };
  }

  private int codeOf(Optional<String> user) {
    if (!users.contains(user)) {
      users.add(user);
    }
    return PERMIT + users.indexOf(user);
  }

  private void activate(RootInput root) {
    int now = DecisionDiagrams.FALSE;
    for (SubjectInputs.Span span : root.spans()) {
      now =
          diagrams.or(
              now,
              span.isForGood()
                  ? DecisionDiagrams.TRUE
                  : space.isPeriod(start -> start.map(span::runsAt).orElse(false)));
    }
    if (root.held().isPresent()) {
      now = space.isChosen(Choice.holding(root.held().get()));
    }
    int acting =
        now == DecisionDiagrams.FALSE
            ? now
            : diagrams.and(now, space.isChosen(Choice.actingAs(root.role())));
    for (String emergency : root.emergencies()) {
      int active = space.isChosen(Choice.inEmergency(emergency));
      now = diagrams.or(now, active);
      acting = diagrams.or(acting, active);
    }
    assigned.put(root.role(), now);
    held.put(root.role(), acting);
  }

  private int steps() {
    int answer = answers();
    answer = diagrams.choose(isDenied(permission), DecisionDiagrams.leaf(DENY), answer);
    for (SeparationInput rule : inputs.separations()) {
      answer = diagrams.choose(isBroken(rule), DecisionDiagrams.leaf(DENY), answer);
    }
    if (inputs.forATime()) {
      answer =
          diagrams.choose(space.isPeriod(Optional::isEmpty), DecisionDiagrams.leaf(DENY), answer);
    }
    return inputs.networks().isEmpty()
        ? answer
        : diagrams.choose(
            space.isFrom(inputs.networks().get()), answer, DecisionDiagrams.leaf(DENY));
  }

  private int assigned(String root) {
    return assigned.getOrDefault(root, DecisionDiagrams.FALSE);
  }

  private int held(String root) {
    return held.getOrDefault(root, DecisionDiagrams.FALSE);
  }

  private int isDenied(String asked) {
    int denied = DecisionDiagrams.FALSE;
    for (DenyInput deny : inputs.denies()) {
      if (deny.permission().equals(asked)) {
        int hits = assigned(deny.root());
        for (ConditionTest test : deny.tests()) {
          hits = diagrams.and(hits, space.isNotFalse(test));
        }
        denied = diagrams.or(denied, hits);
      }
    }
    return denied;
  }

  // Counts the members that are held, up to one more than may be.
  private int isBroken(SeparationInput rule) {
    Map<String, Integer> counted = rule.within() == SeparationRule.Within.ACCOUNT ? assigned : held;
    int most = rule.atMost() + 1;
    int count = DecisionDiagrams.leaf(0);
    for (Collection<String> roots : rule.members()) {
      int holds = DecisionDiagrams.FALSE;
      for (String root : roots) {
        holds = diagrams.or(holds, counted.getOrDefault(root, DecisionDiagrams.FALSE));
      }
      count = diagrams.combine(count, holds, (number, one) -> Math.min(number + one, most));
    }
    return diagrams.map(count, number -> number == most ? 1 : 0);
  }

  private int answers() {
    if (inputs.servers().isEmpty()) {
      int best = DecisionDiagrams.leaf(DENY);
      for (GrantInput grant : inputs.grants()) {
        best = better(best, candidate(held(grant.root()), grant.tests(), Optional.empty()));
      }
      return best;
    }
    Map<String, ServerInput> servers = inputs.servers().get();
    Map<ServerInput, Integer> known = new HashMap<>();
    int answer = DecisionDiagrams.leaf(DENY);
    for (int part = 0; part < space.serverParts(); part++) {
      ServerInput server = space.server(part).map(servers::get).orElse(null);
      if (server != null) {
        Integer entered = known.get(server);
        if (entered == null) {
          entered = enter(server);
          known.put(server, entered);
        }
        answer = diagrams.choose(space.isServer(part), entered, answer);
      }
    }
    return answer;
  }

  private int enter(ServerInput server) {
    int best = DecisionDiagrams.leaf(DENY);
    for (GrantInput grant : inputs.grants()) {
      int open = diagrams.and(held(grant.root()), isLeft(grant));
      if (open != DecisionDiagrams.FALSE) {
        for (WayInput way : server.ways()) {
          int entered = way.root().map(root -> diagrams.and(open, held(root))).orElse(open);
          List<ConditionTest> tests = new ArrayList<>(grant.tests());
          tests.addAll(way.tests());
          best = better(best, candidate(entered, tests, way.user()));
        }
      }
    }
    return best;
  }

  // In single sign-on a deny takes the candidates of what it names; one by another name stays.
  private int isLeft(GrantInput grant) {
    if (!permission.equals(Permission.SERVER_SSO)) {
      return DecisionDiagrams.TRUE;
    }
    int left = DecisionDiagrams.FALSE;
    for (String source : grant.permissions()) {
      left = diagrams.or(left, diagrams.not(isDenied(source)));
    }
    return left;
  }

  /** Returns the better of two answers; the first permit decides the user. */
  private int better(int first, int second) {
    return diagrams.combine(
        first, second, (one, other) -> one >= PERMIT ? one : Math.max(one, other));
  }

  private int candidate(int open, List<ConditionTest> tests, Optional<String> user) {
    GrantDiagram where = GrantDiagram.of(space, tests);
    int verified =
        diagrams.choose(
            where.approval(), DecisionDiagrams.leaf(codeOf(user)), DecisionDiagrams.leaf(APPROVAL));
    int unverified =
        diagrams.choose(
            where.approval(),
            DecisionDiagrams.leaf(SECOND_FACTOR),
            DecisionDiagrams.leaf(BOTH_LACKING));
    return diagrams.choose(
        diagrams.and(open, where.core()),
        diagrams.choose(where.factor(), verified, unverified),
        DecisionDiagrams.leaf(DENY));
  }
}
