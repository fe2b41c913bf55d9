package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.mutation.DocumentVariant;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.generators.RandomRequests;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ReferenceEvaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A condition that is told to decide does: with the other truth in the document, the reference
 * evaluator answers otherwise. One that is told not to decide does not. The property {@code
 * staffgate.coverage.seeds} asks for more policies.
 */
@SuppressWarnings("ReferenceEquality") // conditions that are equal stand at two places
class PolicyCoverageRandomTest {
  private static final int SEEDS = Integer.getInteger("staffgate.coverage.seeds", 8);

  private final Map<String, Integer> counts = new TreeMap<>();

  @Test
  void decides_isWhatTheReferenceSaysOfTheChangedDocument() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomChoices dice = new RandomChoices(seed);
      RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
      if (!rolled.directory()) {
        Policy policy = Policy.of(rolled.document(), PolicyArbitraries.OPTIONS, "");
        for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
          // Who approves would be asked of the changed document, too.
          check(policy, request.approvedBy());
        }
      }
    }
    LoggerFactory.getLogger(getClass()).info("{}", counts);
    assertThat(counts).containsKeys("decides: grant", "decides: deny", "does not");
  }

  private void check(Policy policy, AccessRequest request) {
    Explanation explanation;
    try {
      explanation = policy.explain(request);
    } catch (UnknownPermissionException | UnreadableLockException refused) {
      return;
    }
    ReasonCode code = explanation.decision().reason().code();
    if (CoverageRecorder.BEFORE_RULES.contains(code)
        || code == ReasonCode.SERVER_UNKNOWN
        || code == ReasonCode.SERVER_WITHOUT_SSO) {
      return;
    }
    DecidingConditions deciding = new DecidingConditions(explanation, policy.catalogue(), false);
    assertThat(deciding.isComplete()).isTrue();
    IdentityHashMap<Condition, TruthValue> ofDenies = new IdentityHashMap<>();
    explanation.denies().stream()
        .flatMap(deny -> deny.conditions().stream())
        .forEach(one -> ofDenies.put(one.condition(), one.truth()));
    IdentityHashMap<Condition, TruthValue> ofGrants = new IdentityHashMap<>();
    Stream.concat(explanation.candidates().stream(), explanation.taken().stream())
        .flatMap(candidate -> candidate.conditions().stream())
        .forEach(one -> ofGrants.put(one.condition(), one.truth()));
    ofDenies.forEach((one, truth) -> checkDeny(policy, request, deciding, one, truth));
    ofGrants.forEach((one, truth) -> checkGrant(policy, request, deciding, one, truth));
  }

  private void checkDeny(
      Policy policy,
      AccessRequest request,
      DecidingConditions deciding,
      Condition condition,
      TruthValue truth) {
    // A deny with a false condition is as good as none; a true one is as good as none.
    PolicyDocument changed =
        truth == TruthValue.FALSE
            ? replaced(policy.document(), condition, Optional.empty())
            : withoutDenyOf(policy.document(), condition);
    judge("decides: deny", policy, changed, request, deciding, condition);
  }

  private void checkGrant(
      Policy policy,
      AccessRequest request,
      DecidingConditions deciding,
      Condition condition,
      TruthValue truth) {
    if (truth != TruthValue.TRUE) {
      judge(
          "decides: grant",
          policy,
          replaced(policy.document(), condition, Optional.empty()),
          request,
          deciding,
          condition);
      return;
    }
    Condition never =
        switch (condition.kind()) {
          case SECOND_FACTOR -> new Condition.SecondFactor(Duration.ZERO, Place.NONE);
          case APPROVAL -> condition;
          default -> new Condition.Attribute("nowhere", List.of("x"), Place.NONE);
        };
    boolean fresh =
        request.secondFactorAt().isPresent()
            && request.at().isPresent()
            && !request.secondFactorAt().get().isBefore(request.at().get());
    if (condition.kind() != Condition.Kind.SECOND_FACTOR || !fresh) {
      judge(
          "decides: grant",
          policy,
          replaced(policy.document(), condition, Optional.of(never)),
          request,
          deciding,
          condition);
    }
  }

  private void judge(
      String what,
      Policy policy,
      PolicyDocument changed,
      AccessRequest request,
      DecidingConditions deciding,
      Condition condition) {
    Outcome before =
        new ReferenceEvaluator(policy.document(), PolicyArbitraries.OPTIONS)
            .decide(request)
            .outcome();
    Outcome after =
        new ReferenceEvaluator(changed, PolicyArbitraries.OPTIONS).decide(request).outcome();
    boolean decides = deciding.decides(condition);
    counts.merge(decides ? what : "does not", 1, Integer::sum);
    assertThat(decides)
        .as("%s of %s under %s: %s → %s", condition, request, request.locks(), before, after)
        .isEqualTo(before != after);
  }

  private static List<Condition> replaced(
      List<Condition> all, Condition old, Optional<Condition> instead) {
    List<Condition> changed = new ArrayList<>();
    for (Condition one : all) {
      if (one != old) {
        changed.add(one);
      } else {
        instead.ifPresent(changed::add);
      }
    }
    return changed;
  }

  private static PolicyDocument replaced(
      PolicyDocument document, Condition old, Optional<Condition> instead) {
    PolicyDocument changed = document;
    for (Role role : document.roles().values()) {
      changed =
          new DocumentVariant(changed)
              .with(
                  new Role(
                      role.id(),
                      role.title(),
                      role.formerly(),
                      role.includes(),
                      replaced(role.requires(), old, instead),
                      role.grants().stream()
                          .map(
                              grant ->
                                  new Grant(
                                      grant.permissions(),
                                      replaced(grant.conditions(), old, instead),
                                      grant.at()))
                          .toList(),
                      role.denies().stream()
                          .map(
                              deny ->
                                  new Deny(
                                      deny.permissions(),
                                      replaced(deny.conditions(), old, instead),
                                      deny.at()))
                          .toList(),
                      role.at()));
    }
    for (Server server : document.servers().values()) {
      if (server.sso().isPresent()) {
        changed = new DocumentVariant(changed).with(replaced(server, old, instead));
      }
    }
    Defaults defaults = document.defaults();
    return new DocumentVariant(changed)
        .with(
            new Defaults(
                replaced(defaults.requires(), old, instead),
                replaced(defaults.sensitiveRequires(), old, instead),
                defaults.ssoRestricted()));
  }

  private static Server replaced(Server server, Condition old, Optional<Condition> instead) {
    Server.Sso sso = server.sso().orElseThrow();
    return new Server(
        server.id(),
        server.title(),
        server.panel(),
        server.url(),
        server.aliases(),
        server.user(),
        server.token(),
        server.pin(),
        Optional.of(
            new Server.Sso(
                sso.restricted(),
                sso.roles(),
                sso.as(),
                replaced(sso.requires(), old, instead),
                sso.at())),
        server.at());
  }

  private static PolicyDocument withoutDenyOf(PolicyDocument document, Condition condition) {
    PolicyDocument changed = document;
    for (Role role : document.roles().values()) {
      List<Deny> left =
          role.denies().stream()
              .filter(deny -> deny.conditions().stream().noneMatch(one -> one == condition))
              .toList();
      changed =
          new DocumentVariant(changed)
              .with(
                  new Role(
                      role.id(),
                      role.title(),
                      role.formerly(),
                      role.includes(),
                      role.requires(),
                      role.grants(),
                      left,
                      role.at()));
    }
    return changed;
  }
}
