package dev.staffgate.reference;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Policy reference, section 4, written down plainly: one method a step, in the order of the steps,
 * over the document as it was written. The judge of the engine, which compiles; so nothing here is
 * indexed, kept from one request to the next, or shared with it.
 */
public final class ReferenceEvaluator {
  private final PolicyDocument document;
  private final ReferenceRoles roles;
  private final ReferenceLocks locks;
  private final ReferenceConditions conditions;
  private final ReferenceDenies denies;
  private final ReferenceServers servers;
  private final ReferenceCandidates candidates;

  /**
   * @param document with all accounts, those that a directory keeps too
   */
  public ReferenceEvaluator(PolicyDocument document, PolicyOptions options) {
    this.document = document;
    this.roles = new ReferenceRoles(document);
    this.locks = new ReferenceLocks(document, roles);
    this.conditions = new ReferenceConditions(document, this);
    this.denies = new ReferenceDenies(conditions);
    this.servers = new ReferenceServers(document, options);
    this.candidates = new ReferenceCandidates(document, conditions, denies, servers, locks);
  }

  /**
   * Answers by the steps in their order; the first that answers, does.
   *
   * @throws UnreadableLockException in step 1
   * @throws UnknownPermissionException in step 3
   */
  public ComparableDecision decide(AccessRequest asked) {
    return step1(asked)
        .or(() -> step2AddressLiesInTheAccountsNetworks(asked))
        .or(() -> step3PermissionIsInTheCatalogue(asked))
        .or(() -> step4InstantIsGivenWhereRolesAreForATime(asked))
        .orElseGet(() -> steps4To10(step4Roles(asked)));
  }

  private ComparableDecision steps4To10(ReferenceCase it) {
    return step4RolesBreakNoSeparation(it)
        .or(() -> step5NoDenyHits(it))
        .or(() -> servers.canBeEntered(it.asked()))
        .orElseGet(() -> steps7To10(it, candidates.all(it)));
  }

  private ComparableDecision steps7To10(ReferenceCase it, List<ReferenceCandidate> candidates) {
    return step7SomeCandidateHolds(candidates)
        .or(() -> step8SomeLacksASecondFactorAlone(candidates))
        .or(() -> step9SomeLacksApproval(candidates))
        .orElseGet(() -> step10Denied(it, candidates));
  }

  /**
   * Step 1, "in this order: the account is unknown; disabled; has an assignment that has not ended
   * of a role that the policy does not define; a lock hits". A lock that cannot be read "is an
   * error, after unknown, disabled and undefined roles and before any lock hits".
   */
  Optional<ComparableDecision> step1(AccessRequest asked) {
    StaffAccount account = account(asked);
    if (account == null || isOfAPersonWithAnotherPerson(account)) {
      return Optional.of(ComparableDecision.deny(ReasonCode.ACCOUNT_UNKNOWN, Place.NONE));
    }
    if (account.disabled()) {
      return Optional.of(ComparableDecision.deny(ReasonCode.ACCOUNT_DISABLED, account.at()));
    }
    if (roles.hasUndefined(asked, account)) {
      return Optional.of(ComparableDecision.deny(ReasonCode.ROLE_UNDEFINED, account.at()));
    }
    locks.requireReadable(asked);
    return locks.firstHit(asked).map(ComparableDecision::locked);
  }

  // "An account whose person names an account that itself has another person: that account is
  // denied as account-unknown."
  private boolean isOfAPersonWithAnotherPerson(StaffAccount account) {
    StaffAccount person = account.person().map(document.staff()::get).orElse(null);
    return person != null
        && person.person().isPresent()
        && !person.person().get().equals(person.id());
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
    if (document.catalogue().find(asked.permissionId()).isEmpty()) {
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

  /**
   * Step 4: "assigned roles" and "held roles", with all that these include, and of these what no
   * lock closes.
   */
  private ReferenceCase step4Roles(AccessRequest asked) {
    StaffAccount account = account(asked);
    List<ReferencePath> held = roles.held(asked, account);
    List<ReferencePath> open = new ArrayList<>();
    for (ReferencePath path : held) {
      if (!locks.areThrough(asked, path)) {
        open.add(path);
      }
    }
    return new ReferenceCase(asked, account, roles.assigned(asked, account), held, open);
  }

  /**
   * Step 4: "if the assigned roles break a separate rule in: account, or the held roles one in:
   * session".
   */
  private Optional<ComparableDecision> step4RolesBreakNoSeparation(ReferenceCase it) {
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
  private Optional<ComparableDecision> step5NoDenyHits(ReferenceCase it) {
    return denies.firstHit(it, List.of(it.requested()));
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

  // Every approval condition that it lacks.
  private static ComparableDecision approvalNeeded(ReferenceCandidate first) {
    return ComparableDecision.approval(
        first.grant().at(), first.path().ids(), first.missingApprovals());
  }

  /**
   * Step 10: "the reason naming the nearest candidate (fewest conditions that do not hold), or that
   * no held role grants the permission"; of equally near ones the first.
   */
  private ComparableDecision step10Denied(ReferenceCase it, List<ReferenceCandidate> candidates) {
    ReferenceCandidate nearest = null;
    for (ReferenceCandidate candidate : candidates) {
      if (nearest == null || candidate.failing().size() < nearest.failing().size()) {
        nearest = candidate;
      }
    }
    return nearest == null
        ? this.candidates.none(it)
        : ComparableDecision.deny(
            ReasonCode.CONDITION_NOT_MET, nearest.grant().at(), nearest.path().ids());
  }

  private StaffAccount account(AccessRequest asked) {
    return document.staff().get(asked.staff());
  }
}
