package dev.staffgate.policy;

import static java.util.Comparator.comparing;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.ReferenceCandidate.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Policy reference, section 4, written down plainly: one method a step, in the order of the steps,
 * over the document as it was written. The judge of the engine, which compiles; so nothing here is
 * indexed, kept or shared with it.
 *
 * <p>One thing that an engine may leave out is done in full, since no answer shows it: every
 * include path is a candidate of its own, also where another one asks for the same conditions. The
 * smaller of the two paths comes first either way.
 */
final class ReferenceEvaluator {
  /** Files as given, then line, then path; what has no place of its own keeps its order. */
  private static final Comparator<ReferenceCandidate> BY_PLACE_OF_GRANT =
      comparing(candidate -> candidate.grant().at(), Place.ORDER);

  private final PolicyDocument document;
  private final ReferenceRoles roles;
  private final ReferenceConditions conditions;
  private final ReferenceServers servers;

  ReferenceEvaluator(PolicyDocument document, PolicyOptions options) {
    this.document = document;
    this.roles = new ReferenceRoles(document);
    this.conditions = new ReferenceConditions(document, this);
    this.servers = new ReferenceServers(document, options, roles);
  }

  /**
   * Answers by the steps in their order; the first that answers, does.
   *
   * @throws UnknownPermissionException in step 3
   */
  Answer decide(Asked asked) {
    return step1AccountIsActive(asked)
        .or(() -> step2AddressLiesInTheAccountsNetworks(asked))
        .or(() -> step3PermissionIsInTheCatalogue(asked))
        .or(() -> servers.canBeEntered(asked))
        .or(() -> step4InstantIsGivenWhereRolesAreForATime(asked))
        .or(() -> step4RolesBreakNoSeparation(asked))
        .or(() -> step5NoDenyHits(asked))
        .orElseGet(() -> steps6To10(asked));
  }

  private Answer steps6To10(Asked asked) {
    List<ReferenceCandidate> candidates = step6Candidates(asked);
    return step7SomeCandidateHolds(candidates)
        .or(() -> step8SomeLacksASecondFactorAlone(candidates))
        .or(() -> step9SomeLacksApproval(candidates))
        .orElseGet(() -> step10Denied(asked, candidates));
  }

  /** Step 1: "the account is unknown, disabled, or locked". */
  private Optional<Answer> step1AccountIsActive(Asked asked) {
    StaffAccount account = document.staff().get(asked.request().staff());
    if (account == null) {
      return Optional.of(Answer.deny(ReasonCode.ACCOUNT_UNKNOWN, Place.NONE));
    }
    if (account.disabled()) {
      return Optional.of(Answer.deny(ReasonCode.ACCOUNT_DISABLED, account.at()));
    }
    if (asked.locked()) {
      return Optional.of(Answer.deny(ReasonCode.ACCOUNT_LOCKED, Place.NONE));
    }
    return Optional.empty();
  }

  /** Step 2: "the account has networks and the address lies in none, or is not given". */
  private Optional<Answer> step2AddressLiesInTheAccountsNetworks(Asked asked) {
    StaffAccount account = account(asked);
    boolean welcome =
        account.networks().isEmpty()
            || asked.request().from().stream()
                .anyMatch(address -> conditions.liesIn(address, account.networks().get()));
    return welcome
        ? Optional.empty()
        : Optional.of(Answer.deny(ReasonCode.ACCOUNT_NETWORK, account.at()));
  }

  /** Step 3: "the permission is not in the catalogue", which is a slip of the program. */
  private Optional<Answer> step3PermissionIsInTheCatalogue(Asked asked) {
    if (!isInCatalogue(asked.request().permissionId())) {
      throw new UnknownPermissionException(asked.request().permissionId());
    }
    return Optional.empty();
  }

  /**
   * Step 4 asks which assignments run at the request's instant. The API allows a request without
   * one; then an account with an assignment that is not for good cannot be judged.
   */
  private Optional<Answer> step4InstantIsGivenWhereRolesAreForATime(Asked asked) {
    StaffAccount account = account(asked);
    return asked.request().at().isEmpty() && !account.roles().stream().allMatch(Assignment::forGood)
        ? Optional.of(Answer.deny(ReasonCode.INSTANT_MISSING, account.at()))
        : Optional.empty();
  }

  /**
   * Step 4: "if the assigned roles break a separate rule in: account, or the held roles one in:
   * session".
   */
  private Optional<Answer> step4RolesBreakNoSeparation(Asked asked) {
    return document.separate().stream()
        .filter(rule -> breaks(rule, asked))
        .map(SeparationRule::at)
        .min(Place.ORDER)
        .map(place -> Answer.deny(ReasonCode.SEPARATION_OF_DUTIES, place));
  }

  private boolean breaks(SeparationRule rule, Asked asked) {
    List<Role> counted =
        switch (rule.within()) {
          case ACCOUNT -> step4AssignedRoles(asked);
          case SESSION -> step4HeldRoles(asked);
        };
    long held =
        rule.members().stream()
            .filter(
                member ->
                    switch (rule.of()) {
                      case ROLES ->
                          counted.stream().anyMatch(role -> role.id().equals(member.id()));
                      case PERMISSIONS ->
                          counted.stream()
                              .anyMatch(role -> ReferenceRoles.countsAsHolding(role, member.id()));
                    })
            .count();
    return held > rule.atMost();
  }

  private List<Role> step4AssignedRoles(Asked asked) {
    return roles.withIncluded(roles.startsOfAssigned(asked, account(asked)));
  }

  private List<Role> step4HeldRoles(Asked asked) {
    return roles.withIncluded(roles.startsOfHeld(asked, account(asked)));
  }

  /** Step 5: "any deny of any assigned role matches the permission and hits". */
  private Optional<Answer> step5NoDenyHits(Asked asked) {
    return denies(asked, Set.of(asked.request().permissionId()));
  }

  // The first of the denies that match one of the permissions and hit, in the order of their
  // places, with the smallest path to the role that has it. A deny hits when none of its
  // conditions is false; no requires of a role weakens it.
  private Optional<Answer> denies(Asked asked, Set<String> permissions) {
    Set<String> starts = roles.startsOfAssigned(asked, account(asked));
    List<Answer> hits = new ArrayList<>();
    for (Role role : step4AssignedRoles(asked)) {
      for (Deny deny : role.denies()) {
        if (matchesAny(deny.permissions(), permissions)
            && deny.conditions().stream()
                .allMatch(one -> conditions.of(one, asked, account(asked)) != Truth.FALSE)) {
          List<String> path = roles.paths(starts, role.id()).get(0);
          hits.add(Answer.deny(ReasonCode.DENIED_BY_ROLE, deny.at(), path));
        }
      }
    }
    return hits.stream()
        .min(
            comparing(Answer::place, Place.ORDER)
                .thenComparing(Answer::path, ReferenceRoles.BY_PATH));
  }

  /**
   * Step 6: "every grant of a held role that matches the permission, once for each include path".
   */
  private List<ReferenceCandidate> step6Candidates(Asked asked) {
    Set<String> permissions = permissionsOfCandidates(asked);
    permissions.removeIf(permission -> denies(asked, Set.of(permission)).isPresent());
    Set<String> starts = roles.startsOfHeld(asked, account(asked));
    List<ReferenceCandidate> found = new ArrayList<>();
    for (Role role : step4HeldRoles(asked)) {
      for (Grant grant : role.grants()) {
        if (matchesAny(grant.permissions(), permissions)) {
          for (List<String> path : roles.paths(starts, role.id())) {
            for (ReferenceServers.Way way : servers.waysIn(asked, starts)) {
              found.add(candidate(asked, grant, path, way));
            }
          }
        }
      }
    }
    return found.stream().sorted(BY_PLACE_OF_GRANT).toList();
  }

  // "Its candidates are those of connect.use and of server.configure together (none of a
  // permission that a deny hits)"; all else has its own. What is not in the catalogue is matched
  // by no wildcard.
  private Set<String> permissionsOfCandidates(Asked asked) {
    String requested = asked.request().permissionId();
    return (requested.equals(Permission.SERVER_SSO) ? ReferenceServers.WAYS_IN : List.of(requested))
        .stream().filter(this::isInCatalogue).collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean matchesAny(List<PermissionPattern> patterns, Set<String> permissions) {
    return permissions.stream().anyMatch(permission -> ReferenceRoles.names(patterns, permission));
  }

  private ReferenceCandidate candidate(
      Asked asked, Grant grant, List<String> path, ReferenceServers.Way way) {
    List<Judged> judged =
        Stream.of(
                grant.conditions(),
                roles.requiresAlong(path),
                document.defaults().requires(),
                requiredOfSensitive(asked.request().permissionId()),
                way.requires())
            .flatMap(List::stream)
            .map(one -> new Judged(one, conditions.of(one, asked, account(asked))))
            .toList();
    return new ReferenceCandidate(grant, path, judged, way.user());
  }

  // Whether a permission is sensitive is asked of the permission requested; server.sso is not.
  private List<Condition> requiredOfSensitive(String requested) {
    boolean sensitive =
        document.catalogue().find(requested).map(Permission::sensitive).orElse(false);
    return sensitive ? document.defaults().sensitiveRequires() : List.of();
  }

  /** Step 7: "a candidate whose conditions all hold". */
  private static Optional<Answer> step7SomeCandidateHolds(List<ReferenceCandidate> candidates) {
    return candidates.stream()
        .filter(ReferenceCandidate::holds)
        .findFirst()
        .map(
            first ->
                new Answer(
                    Decision.Outcome.PERMIT,
                    ReasonCode.GRANTED,
                    first.grant().at(),
                    first.path(),
                    Optional.empty(),
                    first.ssoUser()));
  }

  /**
   * Step 8: "some candidate lacks nothing but a fresh second factor", with the shortest age that
   * the first such candidate asks, in whichever of its second-factor conditions.
   */
  private static Optional<Answer> step8SomeLacksASecondFactorAlone(
      List<ReferenceCandidate> candidates) {
    return firstThatLacks(candidates, Condition.Kind.SECOND_FACTOR)
        .map(ReferenceEvaluator::secondFactorNeeded);
  }

  /**
   * Step 9: "some candidate lacks approval alone"; "else some candidate lacks approval and a second
   * factor".
   */
  private static Optional<Answer> step9SomeLacksApproval(List<ReferenceCandidate> candidates) {
    return firstThatLacks(candidates, Condition.Kind.APPROVAL)
        .map(
            first ->
                new Answer(
                    Decision.Outcome.APPROVAL,
                    ReasonCode.APPROVAL_NEEDED,
                    first.grant().at(),
                    first.path(),
                    Optional.empty(),
                    Optional.empty()))
        .or(
            () ->
                firstThatLacks(candidates, Condition.Kind.APPROVAL, Condition.Kind.SECOND_FACTOR)
                    .map(ReferenceEvaluator::secondFactorNeeded));
  }

  private static Optional<ReferenceCandidate> firstThatLacks(
      List<ReferenceCandidate> candidates, Condition.Kind... kinds) {
    return candidates.stream().filter(candidate -> candidate.lacksExactly(kinds)).findFirst();
  }

  private static Answer secondFactorNeeded(ReferenceCandidate first) {
    return new Answer(
        Decision.Outcome.SECOND_FACTOR,
        ReasonCode.SECOND_FACTOR_NEEDED,
        first.grant().at(),
        first.path(),
        first.shortestAge(),
        Optional.empty());
  }

  /**
   * Step 10: "the reason naming the nearest candidate (fewest conditions that do not hold), or that
   * no held role grants the permission"; of equally near ones the first.
   */
  private Answer step10Denied(Asked asked, List<ReferenceCandidate> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> candidate.failing().size()))
        .map(
            nearest ->
                Answer.deny(ReasonCode.CONDITION_NOT_MET, nearest.grant().at(), nearest.path()))
        .or(() -> step10SingleSignOnIsDeniedOrRestricted(asked))
        .orElseGet(() -> Answer.deny(ReasonCode.NOT_GRANTED, Place.NONE));
  }

  // Without a candidate, single sign-on says what took them away: first a deny of connect.use or
  // server.configure, then the server's restriction to roles that are not held.
  private Optional<Answer> step10SingleSignOnIsDeniedOrRestricted(Asked asked) {
    Set<String> granted = permissionsOfCandidates(asked);
    granted.removeIf(permission -> !isGrantedByAHeldRole(asked, permission));
    if (granted.isEmpty()) {
      return Optional.empty();
    }
    return granted.stream().allMatch(permission -> denies(asked, Set.of(permission)).isPresent())
        ? denies(asked, granted)
        : Optional.of(Answer.deny(ReasonCode.SERVER_RESTRICTED, servers.named(asked).at()));
  }

  private boolean isGrantedByAHeldRole(Asked asked, String permission) {
    return step4HeldRoles(asked).stream()
        .flatMap(role -> role.grants().stream())
        .anyMatch(grant -> ReferenceRoles.names(grant.permissions(), permission));
  }

  private boolean isInCatalogue(String permission) {
    return document.catalogue().find(permission).isPresent();
  }

  private StaffAccount account(Asked asked) {
    return document.staff().get(asked.request().staff());
  }
}
