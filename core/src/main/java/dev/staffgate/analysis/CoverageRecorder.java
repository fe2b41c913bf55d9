package dev.staffgate.analysis;

import com.google.common.collect.Sets;
import dev.staffgate.analysis.CoverageItem.Goal;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Explanation.CandidateSeen;
import dev.staffgate.decision.Explanation.ConditionSeen;
import dev.staffgate.decision.Explanation.DenySeen;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Notes what decisions reach of a policy. Not thread-safe. */
final class CoverageRecorder {
  /** The reasons before any rule is looked at, and the lock, which may be one. */
  static final Set<ReasonCode> BEFORE_RULES =
      Sets.immutableEnumSet(
          ReasonCode.ACCOUNT_UNKNOWN,
          ReasonCode.ACCOUNT_DISABLED,
          ReasonCode.ROLE_UNDEFINED,
          ReasonCode.LOCKED,
          ReasonCode.ACCOUNT_NETWORK,
          ReasonCode.SEPARATION_OF_DUTIES,
          ReasonCode.INSTANT_MISSING);

  /** The permissions that enter a server. */
  private static final Set<String> ENTERING = Set.of("server.sso", "client.login-as");

  private final Catalogue catalogue;
  private final CoverageMarks marks;
  private final Set<String> closedToAll = new HashSet<>();

  CoverageRecorder(PolicyDocument document, Catalogue catalogue, CoverageMarks marks) {
    this.catalogue = catalogue;
    this.marks = marks;
    for (Server server : document.servers().values()) {
      boolean restricted =
          server.sso().map(Server.Sso::restricted).orElse(document.defaults().ssoRestricted());
      if (restricted && server.sso().map(sso -> sso.roles().isEmpty()).orElse(true)) {
        closedToAll.add(server.id());
      }
    }
  }

  /**
   * Notes what a decision reaches.
   *
   * @param byPermit whether the test looks at nothing but whether it is a permit
   */
  void add(Explanation explanation, boolean byPermit) {
    ReasonCode code = explanation.decision().reason().code();
    if (BEFORE_RULES.contains(code)) {
      return;
    }
    addServer(explanation, code);
    DecidingConditions deciding = new DecidingConditions(explanation, catalogue, byPermit);
    boolean complete = deciding.isComplete();
    for (DenySeen deny : explanation.denies()) {
      addConditions(deny.conditions(), deciding, complete);
      if (deny.hits()) {
        addRule(deny.patterns(), deny.path(), deciding, Goal.HITS);
      }
    }
    if (deciding.isDenied()
        || code == ReasonCode.SERVER_UNKNOWN
        || code == ReasonCode.SERVER_WITHOUT_SSO) {
      return;
    }
    for (CandidateSeen candidate : explanation.candidates()) {
      addConditions(candidate.conditions(), deciding, complete);
      if (candidate.holds()) {
        addRule(candidate.patterns(), candidate.path(), deciding, Goal.PERMITS);
      }
    }
  }

  private void addServer(Explanation explanation, ReasonCode code) {
    String server = explanation.request().resources().get("server");
    boolean entered =
        explanation.decision().outcome() == Outcome.PERMIT
            || code == ReasonCode.SERVER_WITHOUT_SSO
            || closedToAll.contains(server);
    if (server != null && entered && ENTERING.contains(explanation.request().permissionId())) {
      marks.reachServer(server);
    }
  }

  private void addRule(
      List<PermissionPattern> patterns, List<String> path, DecidingConditions deciding, Goal goal) {
    marks.reachRoles(path);
    patterns.stream()
        .filter(pattern -> deciding.permissions().anyMatch(pattern::matches))
        .forEach(pattern -> marks.reach(pattern, goal));
  }

  private void addConditions(
      List<ConditionSeen> conditions, DecidingConditions deciding, boolean complete) {
    for (ConditionSeen one : conditions) {
      switch (one.truth()) {
        case TRUE -> marks.reach(one.condition(), Goal.TRUE);
        case FALSE -> marks.reach(one.condition(), Goal.FALSE);
        case UNKNOWN -> {}
      }
      if (complete
          && !marks.has(one.condition(), Goal.DECIDES)
          && deciding.decides(one.condition())) {
        marks.reach(one.condition(), Goal.DECIDES);
      }
    }
  }
}
