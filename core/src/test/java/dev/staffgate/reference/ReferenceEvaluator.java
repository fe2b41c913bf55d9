package dev.staffgate.reference;

import static java.util.Comparator.comparing;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Policy reference, section 4, written down plainly: one method a step, in the order of the steps,
 * over the document as it was written. The judge of the engine, which compiles; so nothing here is
 * indexed, kept from one request to the next, or shared with it.
 *
 * <p>One thing that an engine may leave out is done in full, since no answer shows it: every
 * include path is a candidate of its own, also where another one asks for the same conditions. The
 * smaller of the two paths comes first either way.
 */
public final class ReferenceEvaluator {
  /** Files as given, then line, then path; what has no place of its own keeps its order. */
  private static final Comparator<ReferenceCandidate> BY_PLACE_OF_GRANT =
      comparing(candidate -> candidate.grant().at(), Place.ORDER);

  private final PolicyDocument document;
  private final Set<String> locked;
  private final Catalogue catalogue;
  private final ReferenceRoles roles;
  private final ReferenceConditions conditions;
  private final ReferenceServers servers;

  public ReferenceEvaluator(PolicyDocument document, PolicyOptions options) {
    this(document, options, Set.of());
  }

  /**
   * @param document with all accounts, those that a directory keeps too
   * @param locked ids of the accounts that the sign-in state has locked
   */
  public ReferenceEvaluator(PolicyDocument document, PolicyOptions options, Set<String> locked) {
    this.document = document;
    this.locked = locked;
    this.catalogue = document.catalogue();
    this.roles = new ReferenceRoles(document);
    this.conditions = new ReferenceConditions(document, this);
    this.servers = new ReferenceServers(document, options);
  }

  /**
   * What is asked, of whom, and what step 4 finds.
   *
   * @param assigned the include paths to the assigned roles, in order
   * @param held those to the held roles
   */
  private record Case(
      AccessRequest asked,
      StaffAccount account,
      List<ReferencePath> assigned,
      List<ReferencePath> held) {
    String requested() {
      return asked.permissionId();
    }
  }

  /**
   * Answers by the steps in their order; the first that answers, does.
   *
   * @throws UnknownPermissionException in step 3
   */
  public ComparableDecision decide(AccessRequest asked) {
    return step1AccountIsActive(asked)
        .or(() -> step2AddressLiesInTheAccountsNetworks(asked))
        .or(() -> step3PermissionIsInTheCatalogue(asked))
        .or(() -> servers.canBeEntered(asked))
        .or(() -> step4InstantIsGivenWhereRolesAreForATime(asked))
        .orElseGet(() -> steps4To10(step4Roles(asked)));
  }

  private ComparableDecision steps4To10(Case it) {
    return step4RolesBreakNoSeparation(it)
        .or(() -> step5NoDenyHits(it))
        .orElseGet(() -> steps7To10(it, step6Candidates(it)));
  }

  private ComparableDecision steps7To10(Case it, List<ReferenceCandidate> candidates) {
    return step7SomeCandidateHolds(candidates)
        .or(() -> step8SomeLacksASecondFactorAlone(candidates))
        .or(() -> step9SomeLacksApproval(candidates))
        .orElseGet(() -> step10Denied(it, candidates));
  }

  /** Step 1: "the account is unknown, disabled, or locked". */
  private Optional<ComparableDecision> step1AccountIsActive(AccessRequest asked) {
    return notActive(asked.staff());
  }

  /** Why an account is not active; empty if it is. */
  Optional<ComparableDecision> notActive(String staff) {
    StaffAccount account = document.staff().get(staff);
    if (account == null) {
      return Optional.of(ComparableDecision.deny(ReasonCode.ACCOUNT_UNKNOWN, Place.NONE));
    }
    if (account.disabled()) {
      return Optional.of(ComparableDecision.deny(ReasonCode.ACCOUNT_DISABLED, account.at()));
    }
    if (locked.contains(account.id())) {
      return Optional.of(ComparableDecision.deny(ReasonCode.ACCOUNT_LOCKED, Place.NONE));
    }
    return Optional.empty();
  }

  /** Step 2: "the account has networks and the address lies in none, or is not given". */
  private Optional<ComparableDecision> step2AddressLiesInTheAccountsNetworks(AccessRequest asked) {
    StaffAccount account = account(asked);
    boolean welcome =
        account.networks().isEmpty()
            || (asked.from().isPresent()
                && conditions.liesIn(asked.from().get(), account.networks().get()));
    return welcome
        ? Optional.empty()
        : Optional.of(ComparableDecision.deny(ReasonCode.ACCOUNT_NETWORK, account.at()));
  }

  /** Step 3: "the permission is not in the catalogue", which is a slip of the program. */
  private Optional<ComparableDecision> step3PermissionIsInTheCatalogue(AccessRequest asked) {
    if (!isInCatalogue(asked.permissionId())) {
      throw new UnknownPermissionException(asked.permissionId());
    }
    return Optional.empty();
  }

  /**
   * Step 4 asks which assignments run at the request's instant. The API allows a request without
   * one; then an account with an assignment that is not for good cannot be judged.
   */
  private Optional<ComparableDecision> step4InstantIsGivenWhereRolesAreForATime(
      AccessRequest asked) {
    StaffAccount account = account(asked);
    for (Assignment assignment : account.roles()) {
      if (asked.at().isEmpty() && !assignment.forGood()) {
        return Optional.of(ComparableDecision.deny(ReasonCode.INSTANT_MISSING, account.at()));
      }
    }
    return Optional.empty();
  }

  /** Step 4: "assigned roles" and "held roles", with all that these include. */
  private Case step4Roles(AccessRequest asked) {
    StaffAccount account = account(asked);
    return new Case(asked, account, roles.assigned(asked, account), roles.held(asked, account));
  }

  /**
   * Step 4: "if the assigned roles break a separate rule in: account, or the held roles one in:
   * session".
   */
  private Optional<ComparableDecision> step4RolesBreakNoSeparation(Case it) {
    Place first = null;
    for (SeparationRule rule : document.separate()) {
      List<ReferencePath> counted =
          switch (rule.within()) {
            case ACCOUNT -> it.assigned();
            case SESSION -> it.held();
          };
      if (ReferenceRoles.breaks(rule, counted)
          && (first == null || Place.ORDER.compare(rule.at(), first) < 0)) {
        first = rule.at();
      }
    }
    return Optional.ofNullable(first)
        .map(place -> ComparableDecision.deny(ReasonCode.SEPARATION_OF_DUTIES, place));
  }

  /** Step 5: "any deny of any assigned role matches the permission and hits". */
  private Optional<ComparableDecision> step5NoDenyHits(Case it) {
    return firstDenyHit(it, List.of(it.requested()));
  }

  // The first of the denies that match one of the permissions and hit, in the order of their
  // places; of a deny that is reached by several paths, the smallest, which comes first.
  private Optional<ComparableDecision> firstDenyHit(Case it, List<String> permissions) {
    ComparableDecision first = null;
    for (ReferencePath path : it.assigned()) {
      for (Deny deny : path.last().denies()) {
        if (namesAny(deny.permissions(), permissions)
            && (first == null || Place.ORDER.compare(deny.at(), first.place()) < 0)
            && hits(deny, it)) {
          first = ComparableDecision.deny(ReasonCode.DENIED_BY_ROLE, deny.at(), path.ids());
        }
      }
    }
    return Optional.ofNullable(first);
  }

  // A deny hits when none of its conditions is false; no requires of a role weakens it.
  private boolean hits(Deny deny, Case it) {
    for (Condition condition : deny.conditions()) {
      if (conditions.of(condition, it.asked(), it.account()) == TruthValue.FALSE) {
        return false;
      }
    }
    return true;
  }

  private static boolean namesAny(List<PermissionPattern> patterns, List<String> permissions) {
    for (String permission : permissions) {
      if (ReferenceRoles.names(patterns, permission)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Step 6: "every grant of a held role that matches the permission, once for each include path".
   */
  private List<ReferenceCandidate> step6Candidates(Case it) {
    List<String> permissions = new ArrayList<>();
    for (String permission : permissionsOfCandidates(it)) {
      if (firstDenyHit(it, List.of(permission)).isEmpty()) {
        permissions.add(permission);
      }
    }
    List<ReferenceServers.Way> ways = servers.waysIn(it.asked(), it.held());
    List<ReferenceCandidate> found = new ArrayList<>();
    for (ReferencePath path : it.held()) {
      for (Grant grant : path.last().grants()) {
        if (matchesAny(grant, permissions)) {
          for (ReferenceServers.Way way : ways) {
            found.add(candidate(it, grant, path, way));
          }
        }
      }
    }
    found.sort(BY_PLACE_OF_GRANT);
    return found;
  }

  // "Its candidates are those of connect.use and of server.configure together (none of a
  // permission that a deny hits)"; all else has its own. What is not in the catalogue is matched
  // by no wildcard.
  private List<String> permissionsOfCandidates(Case it) {
    List<String> permissions = new ArrayList<>();
    for (String permission :
        it.requested().equals(Permission.SERVER_SSO)
            ? ReferenceServers.WAYS_IN
            : List.of(it.requested())) {
      if (isInCatalogue(permission)) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  private static boolean matchesAny(Grant grant, List<String> permissions) {
    for (String permission : permissions) {
      if (ReferenceRoles.matches(grant, permission)) {
        return true;
      }
    }
    return false;
  }

  private ReferenceCandidate candidate(
      Case it, Grant grant, ReferencePath path, ReferenceServers.Way way) {
    List<Condition> all = new ArrayList<>();
    all.addAll(grant.conditions());
    all.addAll(path.requires());
    all.addAll(document.defaults().requires());
    all.addAll(requiredOfSensitive(it.requested()));
    all.addAll(way.requires());
    List<Condition> failing = new ArrayList<>();
    for (Condition condition : all) {
      if (conditions.of(condition, it.asked(), it.account()) != TruthValue.TRUE) {
        failing.add(condition);
      }
    }
    return new ReferenceCandidate(grant, path, all, failing, way.user());
  }

  // Whether a permission is sensitive is asked of the permission requested; server.sso is not.
  private List<Condition> requiredOfSensitive(String requested) {
    boolean sensitive = catalogue.find(requested).map(Permission::sensitive).orElse(false);
    return sensitive ? document.defaults().sensitiveRequires() : List.of();
  }

  /** Step 7: "a candidate whose conditions all hold". */
  private static Optional<ComparableDecision> step7SomeCandidateHolds(
      List<ReferenceCandidate> candidates) {
    for (ReferenceCandidate first : candidates) {
      if (first.holds()) {
        return Optional.of(
            ComparableDecision.permit(first.grant().at(), first.path().ids(), first.ssoUser()));
      }
    }
    return Optional.empty();
  }

  /**
   * Step 8: "some candidate lacks nothing but a fresh second factor", with the shortest age that
   * the first such candidate asks, in whichever of its second-factor conditions.
   */
  private static Optional<ComparableDecision> step8SomeLacksASecondFactorAlone(
      List<ReferenceCandidate> candidates) {
    return firstThatLacks(candidates, EnumSet.of(Condition.Kind.SECOND_FACTOR))
        .map(ReferenceEvaluator::secondFactorNeeded);
  }

  /**
   * Step 9: "some candidate lacks approval alone"; "else some candidate lacks approval and a second
   * factor".
   */
  private static Optional<ComparableDecision> step9SomeLacksApproval(
      List<ReferenceCandidate> candidates) {
    return firstThatLacks(candidates, EnumSet.of(Condition.Kind.APPROVAL))
        .map(ReferenceEvaluator::approvalNeeded)
        .or(
            () ->
                firstThatLacks(
                        candidates,
                        EnumSet.of(Condition.Kind.APPROVAL, Condition.Kind.SECOND_FACTOR))
                    .map(ReferenceEvaluator::secondFactorNeeded));
  }

  private static Optional<ReferenceCandidate> firstThatLacks(
      List<ReferenceCandidate> candidates, Set<Condition.Kind> kinds) {
    for (ReferenceCandidate candidate : candidates) {
      if (candidate.lacksExactly(kinds)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static ComparableDecision secondFactorNeeded(ReferenceCandidate first) {
    return ComparableDecision.secondFactor(
        first.grant().at(), first.path().ids(), first.shortestAge());
  }

  private static ComparableDecision approvalNeeded(ReferenceCandidate first) {
    return ComparableDecision.approval(
        first.grant().at(),
        first.path().ids(),
        first.missingApproval().map(ComparableDecision.Wanted::of));
  }

  /**
   * Step 10: "the reason naming the nearest candidate (fewest conditions that do not hold), or that
   * no held role grants the permission"; of equally near ones the first.
   */
  private ComparableDecision step10Denied(Case it, List<ReferenceCandidate> candidates) {
    ReferenceCandidate nearest = null;
    for (ReferenceCandidate candidate : candidates) {
      if (nearest == null || candidate.failing().size() < nearest.failing().size()) {
        nearest = candidate;
      }
    }
    return nearest == null
        ? step10WithoutCandidate(it)
        : ComparableDecision.deny(
            ReasonCode.CONDITION_NOT_MET, nearest.grant().at(), nearest.path().ids());
  }

  // Entering a server says what took the candidates away: first a deny of connect.use or
  // server.configure, then the server's restriction to roles that are not held.
  private ComparableDecision step10WithoutCandidate(Case it) {
    List<String> granted = new ArrayList<>();
    boolean someIsNotDenied = false;
    for (String permission : permissionsOfCandidates(it)) {
      if (isGrantedByAHeldRole(it, permission)) {
        granted.add(permission);
        someIsNotDenied |= firstDenyHit(it, List.of(permission)).isEmpty();
      }
    }
    if (granted.isEmpty()) {
      return ComparableDecision.deny(ReasonCode.NOT_GRANTED, Place.NONE);
    }
    return someIsNotDenied
        ? ComparableDecision.deny(ReasonCode.SERVER_RESTRICTED, servers.named(it.asked()).at())
        : firstDenyHit(it, granted).orElseThrow();
  }

  private static boolean isGrantedByAHeldRole(Case it, String permission) {
    for (ReferencePath path : it.held()) {
      if (ReferenceRoles.grants(path.last(), permission)) {
        return true;
      }
    }
    return false;
  }

  private boolean isInCatalogue(String permission) {
    return catalogue.find(permission).isPresent();
  }

  private StaffAccount account(AccessRequest asked) {
    return document.staff().get(asked.staff());
  }
}
