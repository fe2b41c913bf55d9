package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Scope;
import dev.staffgate.model.Catalogue;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the policy in force, and records what must be recorded. Safe for any number of
 * threads.
 *
 * <p>Each decision is taken from one version of the policy, which it names. A request without an
 * instant is asked at the instant of the gate's clock.
 */
public final class DecisionService {
  private static final Logger log = LoggerFactory.getLogger(DecisionService.class);

  private final Supplier<Policy> policies;
  private final Function<Policy, Accounts> accounts;
  private final AuditSink audit;
  private final InstantSource clock;

  /** Makes a gate; the supplier gives the policy in force, and never waits. */
  public DecisionService(Supplier<Policy> policies, AuditSink audit, InstantSource clock) {
    this(policies, Policy::staff, audit, clock);
  }

  /**
   * Makes a gate for accounts that live somewhere else too.
   *
   * @param policies gives the policy in force, and never waits
   * @param accounts gives the accounts as a policy sees them; what a look-up throws as {@link
   *     DirectoryException} is a denial
   */
  public DecisionService(
      Supplier<Policy> policies,
      Function<Policy, Accounts> accounts,
      AuditSink audit,
      InstantSource clock) {
    this.accounts = requireNonNull(accounts, "accounts");
    this.policies = requireNonNull(policies, "policies");
    this.audit = requireNonNull(audit, "audit");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The policy in force. */
  public Policy policy() {
    return policies.get();
  }

  /** The clock that requests without an instant are asked by. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Decides about something that is about to be done. Every answer but a permit is recorded, and so
   * is a permit of a sensitive permission; one that cannot be recorded is a denial.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision check(AccessRequest request) {
    return check(policy(), request);
  }

  /**
   * Decides as {@link #check(AccessRequest)} does, by a version of the policy that was looked at
   * before for this very request: what was read in it and what is decided are of one piece.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision check(Policy policy, AccessRequest request) {
    AccessRequest timed = timed(request);
    Decision decision = decide(policy, timed);
    if (!mustBeRecorded(policy, timed, decision)) {
      return decision;
    }
    try {
      audit.append(DecisionAuditEvents.of(timed, decision));
      return decision;
    } catch (AuditException notRecorded) {
      log.error("a decision is denied, for it could not be recorded", notRecorded);
      return decision.permitted()
          ? new Decision.Deny(
              Reason.outsidePolicy(ReasonCode.AUDIT_UNAVAILABLE, "the audit could not be written"))
          : decision;
    }
  }

  private static boolean mustBeRecorded(Policy policy, AccessRequest request, Decision decision) {
    return !decision.permitted() || isSensitive(policy.catalogue(), request.permissionId());
  }

  private static boolean isSensitive(Catalogue catalogue, String permission) {
    int index = catalogue.indexOf(permission);
    return index >= 0 && catalogue.all().get(index).sensitive();
  }

  /**
   * Answers a question, for a menu or a page: the same answer as {@link #check(AccessRequest)},
   * never recorded. Nothing may be done on the strength of it.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision ask(AccessRequest request) {
    return decide(policy(), timed(request));
  }

  /**
   * Answers a question with every candidate and condition, for an administrator; never recorded.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Explanation explain(AccessRequest request) {
    AccessRequest timed = timed(request);
    Policy policy = policy();
    try {
      return policy.explain(accounts.apply(policy), timed);
    } catch (DirectoryException out) {
      return new Explanation(timed, directoryUnavailable(out), List.of(), List.of());
    }
  }

  /**
   * Answers by one version of the policy, for something that is decided and done by the same;
   * whoever asks sees to what is recorded.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision decide(Policy policy, AccessRequest request) {
    try {
      return policy.decide(accounts.apply(policy), request);
    } catch (DirectoryException out) {
      return directoryUnavailable(out);
    }
  }

  /**
   * On which resources of a type somebody may do something, for a list that is filtered by it; on
   * none where there is no such account, or the directory does not answer. Never recorded.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue, and there is such an account
   */
  public Scope scopeOf(AccessRequest request, String type) {
    Policy policy = policy();
    try {
      Optional<CompiledAccount> account = account(policy, request.staff());
      return account.isEmpty()
          ? new Scope(Scope.Kind.NONE, Set.of())
          : policy.questions(List.of(account.get())).scopeOf(timed(request), type);
    } catch (DirectoryException out) {
      log.error("a list is empty, for the directory of accounts did not answer", out);
      return new Scope(Scope.Kind.NONE, Set.of());
    }
  }

  /**
   * The account of this id as a policy sees it.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<CompiledAccount> account(Policy policy, String staff) {
    return accounts.apply(policy).find(staff);
  }

  /**
   * The account of this id as a policy sees it, if it is active: neither disabled nor locked.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<CompiledAccount> activeAccount(Policy policy, String staff) {
    return account(policy, staff).filter(one -> !one.account().disabled() && !one.locked());
  }

  private static Decision directoryUnavailable(DirectoryException out) {
    log.error("a decision is denied, for the directory of accounts did not answer", out);
    return new Decision.Deny(
        Reason.outsidePolicy(
            ReasonCode.DIRECTORY_UNAVAILABLE, "the directory of accounts did not answer"));
  }

  /** Records an event; what depends on it must not be done if this fails. */
  public void record(AuditEvent event) {
    audit.append(event);
  }

  private AccessRequest timed(AccessRequest request) {
    return request.hasInstant() ? request : request.at(clock.instant());
  }
}
