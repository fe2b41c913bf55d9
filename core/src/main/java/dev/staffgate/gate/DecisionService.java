package dev.staffgate.gate;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.PolicyException;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Questions;
import dev.staffgate.yaml.PolicySource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the policy in force, and records what must be recorded. Safe for any number of
 * threads. Programs use it through {@code Staffgate}.
 *
 * <p>Each decision is taken from one version of the policy, which it names. A request without an
 * instant is decided at the instant of the clock. Whatever takes an {@link AccessRequest} throws
 * {@link UnknownPermissionException} if its permission is not in the catalogue.
 */
public final class DecisionService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DecisionService.class);

  private static final Decision DIRECTORY_UNAVAILABLE =
      new Decision.Deny(
          Reason.outsidePolicy(
              ReasonCode.DIRECTORY_UNAVAILABLE, "the directory of accounts did not answer"));
  private static final String NO_PERMISSION = "";
  private static final Scope NO_RESOURCES = new Scope(Scope.Kind.NONE, Set.of());

  private final PolicyInForce policies;
  private final AccountsInForce accounts;
  private final AuditRecorder audit;
  private final Circumstances circumstances;

  private DecisionService(
      PolicyInForce policies, AccountsInForce accounts, AuditSink sink, InstantSource clock) {
    this.policies = policies;
    this.accounts = accounts;
    this.audit = new AuditRecorder(sink);
    this.circumstances = new Circumstances(clock);
  }

  /**
   * Returns decisions about the staff of the policy document, and about the accounts of a
   * directory. It decides by the policy that the directory has, where that is an {@link
   * dev.staffgate.accounts.AccountTable}, so {@link #followPolicy} belongs to its start.
   */
  public static DecisionService of(
      PolicySource policies,
      Optional<StaffDirectory> directory,
      AuditSink audit,
      InstantSource clock) {
    return new DecisionService(
        new PolicyInForce(policies, directory), AccountsInForce.of(directory), audit, clock);
  }

  /**
   * Returns decisions about accounts that the program looks up in a way of its own.
   *
   * @param accounts gives the accounts as a policy sees them; a {@link DirectoryException} from a
   *     look-up is a denial
   */
  public static DecisionService of(
      PolicySource policies,
      Function<Policy, Accounts> accounts,
      AuditSink audit,
      InstantSource clock) {
    return new DecisionService(
        new PolicyInForce(policies, Optional.empty()), AccountsInForce.of(accounts), audit, clock);
  }

  /**
   * Puts each new policy in force from now on, and records it. Called once.
   *
   * @param afterChange called after another policy has come into force; must return soon
   * @throws PolicyException if an account of the directory, where that is a table, does not fit the
   *     policy of now
   */
  public void followPolicy(Runnable afterChange) {
    policies.follow(
        new PolicyAudit(audit, clock()),
        () -> {
          accounts.lookForOverridden(policy());
          afterChange.run();
        });
    accounts.lookForOverridden(policy());
  }

  /** Returns the policy in force. */
  public Policy policy() {
    return policies.current();
  }

  /**
   * Returns what is wrong with the newest version of the policy, if it is broken and an older one
   * is in force.
   */
  public Optional<PolicyException> policyProblem() {
    return policies.problem();
  }

  /** Returns the clock that requests without an instant are decided by. */
  public InstantSource clock() {
    return circumstances.clock();
  }

  /**
   * Decides about something that is about to be done. Every answer but a permit is recorded, and so
   * is a permit of a sensitive permission; a permit that cannot be recorded is a denial.
   */
  public Decision check(AccessRequest request) {
    return check(policy(), request);
  }

  /**
   * Decides as {@link #check(AccessRequest)} does, by a version of the policy that was read before
   * for this very request, such as for its routes. Both then agree, whatever is reloaded meanwhile.
   *
   * @param policy as {@link #policy()} returned it for this request
   */
  public Decision check(Policy policy, AccessRequest request) {
    DecidedRequest decided = decide(policy, request);
    return mustBeRecorded(policy, decided)
        ? audit.recorded(
            decided.decision(), DecisionAuditEvents.of(decided.request(), decided.decision()))
        : decided.decision();
  }

  /**
   * Decides about one thing that is asked in more than one way, each of which has to be permitted:
   * the first that is not is the answer, else the first of all. One record names all of them.
   *
   * @param policy as {@link #policy()} returned it for this request
   * @param requests in the order in which they are decided; at least one
   * @param subject what is to be done, such as a method and a path; cut if it is long
   */
  public DecidedRequest checkAll(Policy policy, List<AccessRequest> requests, String subject) {
    checkArgument(!requests.isEmpty(), "nothing is asked");
    List<DecidedRequest> all = new ArrayList<>();
    for (AccessRequest request : requests) {
      all.add(decide(policy, request));
      if (!all.get(all.size() - 1).permitted()) {
        break;
      }
    }
    DecidedRequest last = all.get(all.size() - 1);
    DecidedRequest answer = last.permitted() ? all.get(0) : last;
    if (all.stream().noneMatch(one -> mustBeRecorded(policy, one))) {
      return answer;
    }
    String asked =
        requests.stream()
            .map(AccessRequest::permissionId)
            .distinct()
            .collect(Collectors.joining(", "));
    AuditEvent event =
        DecisionAuditEvents.of(answer.request(), answer.decision())
            .with("what", subject)
            .with("asked", asked);
    return new DecidedRequest(answer.request(), audit.recorded(answer.decision(), event));
  }

  private static boolean mustBeRecorded(Policy policy, DecidedRequest decided) {
    return !decided.permitted()
        || isSensitive(policy.catalogue(), decided.request().permissionId());
  }

  private static boolean isSensitive(Catalogue catalogue, String permission) {
    int index = catalogue.indexOf(permission);
    return index >= 0 && catalogue.all().get(index).sensitive();
  }

  /**
   * Returns only if the answer of {@link #check(AccessRequest)} is a permit.
   *
   * @throws AccessDeniedException if it is not, with the decision
   */
  public void require(AccessRequest request) {
    Decision decision = check(request);
    if (!decision.permitted()) {
      throw new AccessDeniedException(decision, request);
    }
  }

  /**
   * Answers a question, for a menu or a page: the same answer as {@link #check(AccessRequest)},
   * never recorded. Nothing may be done on the strength of it.
   */
  public Decision ask(AccessRequest request) {
    return ask(policy(), request);
  }

  /**
   * Answers a question as {@link #ask(AccessRequest)} does, by a version of the policy that was
   * read before for the same request.
   */
  public Decision ask(Policy policy, AccessRequest request) {
    return decide(policy, request).decision();
  }

  /**
   * Decides by one version of the policy, for a caller that acts by the same version and records
   * what must be recorded.
   */
  public DecidedRequest decide(Policy policy, AccessRequest request) {
    return answer(
        request,
        complete -> new DecidedRequest(complete, accounts.decide(policy, complete)),
        complete -> new DecidedRequest(complete, DIRECTORY_UNAVAILABLE));
  }

  /**
   * Decides once more about what was permitted before and may be in use still: the request with its
   * own instant, by another version of the policy, about the account as it is now. An assignment
   * that has ended by now does not count, though it ran at the request's instant.
   *
   * @param before as {@link #decide} returned it, so that it has an instant
   */
  public DecidedRequest decideAgain(Policy policy, AccessRequest before) {
    Instant now = clock().instant();
    return answer(
        before,
        complete ->
            new DecidedRequest(
                complete,
                policy.decide(accounts.withoutEnded(policy, complete.staff(), now), complete)),
        complete -> new DecidedRequest(complete, DIRECTORY_UNAVAILABLE));
  }

  /**
   * Returns when the first of the assignments that an account has now ends; empty if none does.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<Instant> nextEndOfAssignment(Policy policy, String staff) {
    Instant now = clock().instant();
    return findAccount(policy, staff).stream()
        .flatMap(one -> one.account().roles().stream())
        .flatMap(one -> one.until().stream())
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  /**
   * Answers a question with every candidate and condition, for an administrator; never recorded.
   */
  public Explanation explain(AccessRequest request) {
    Policy policy = policy();
    return answer(
        request,
        complete -> policy.explain(accounts.accounts(policy), complete),
        complete -> Explanation.of(complete, DIRECTORY_UNAVAILABLE));
  }

  /**
   * Finds the resources of a type that somebody may do something with, here and now: what a query
   * for a list filters by. Finds none where the account does not exist, or the directory does not
   * answer. Never recorded.
   *
   * @throws UnknownPermissionException only if there is such an account
   */
  public Scope scopeOf(AccessRequest request, String type) {
    Policy policy = policy();
    return answer(
        request,
        complete ->
            findAccount(policy, complete.staff())
                .map(account -> accounts.questionsAbout(policy, account).scopeOf(complete, type))
                .orElse(NO_RESOURCES),
        complete -> NO_RESOURCES);
  }

  /**
   * Takes a request to the policy, completed with its circumstances. No request gets there by
   * another way.
   *
   * @param withoutDirectory the answer if the directory of accounts is out
   */
  private <T> T answer(
      AccessRequest request,
      Function<AccessRequest, T> question,
      Function<AccessRequest, T> withoutDirectory) {
    AccessRequest complete = circumstances.complete(request);
    try {
      return question.apply(complete);
    } catch (DirectoryException out) {
      log.error("denied, for the directory of accounts did not answer", out);
      return withoutDirectory.apply(complete);
    }
  }

  /**
   * Returns questions in reverse by the policy in force, about all accounts: the staff of the
   * policy document, then those of the directory, all of which are read for it. An account of the
   * directory that does not fit the policy is denied everything, and is left out. Never recorded.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Questions questions() {
    return accounts.questions(policy());
  }

  /**
   * Returns questions in reverse by the policy in force about one account: what it can do, and to
   * what. The answer is nothing if the account does not exist. Never recorded.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Questions questionsAbout(String staff) {
    return accounts.questionsAbout(policy(), staff);
  }

  /**
   * Finds an account as a policy sees it.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<CompiledAccount> findAccount(Policy policy, String staff) {
    return accounts.find(policy, staff);
  }

  /**
   * Finds an account as a policy sees it, if it is active: not disabled.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<CompiledAccount> findActiveAccount(Policy policy, String staff) {
    return accounts.findActive(policy, staff, clock().instant());
  }

  /**
   * Finds the account of somebody whom an identity provider has signed in: the one that has exactly
   * this id, or else the one that is known as this ({@code known-as}), in the policy document or
   * the directory. Whether it may act is not looked at.
   *
   * @param name the name of the principal, any text; its letter case counts
   * @return the staff id; nothing if no account is known as this, or the document and the directory
   *     have one each
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<String> accountKnownAs(String name) {
    return accounts.idKnownAs(policy(), name);
  }

  /**
   * Returns the accounts that may sign in by the policy in force: those that are not disabled, from
   * their networks. Its answers throw {@link DirectoryException} if the directory does not answer.
   */
  public ActiveAccounts activeAccounts() {
    return new AccountsThatAct(accounts, this::policy, clock());
  }

  /**
   * Returns the accounts that may sign in by a version of the policy that was read before for the
   * same request.
   */
  public ActiveAccounts activeAccounts(Policy policy) {
    return new AccountsThatAct(accounts, () -> policy, clock());
  }

  /**
   * Finds out why somebody may not act at all, for what asks for no permission: the account is
   * unknown or disabled, is somewhere else than in its networks, or the directory does not answer.
   * Empty if nothing is against it.
   *
   * @param policy a version that was read before for the same request
   */
  public Optional<Decision> standingDenial(Policy policy, String staff, Optional<IpAddress> from) {
    AccessRequest request = AccessRequest.of(staff, NO_PERMISSION);
    return answer(
        from.map(request::from).orElse(request),
        complete -> accounts.standingDenial(policy, complete),
        complete -> Optional.of(DIRECTORY_UNAVAILABLE));
  }

  /**
   * Records that somebody who is signed in was refused something that no permission was asked for:
   * a path without a route, or anything to an account that is not active any more. The refusal
   * stands whether or not this can be recorded.
   *
   * @param subject what was refused, such as a method and a path; cut if it is long
   */
  public void recordRefusal(
      String staff, Optional<IpAddress> from, Decision refusal, String subject) {
    recordIfPossible(
        AuditEvent.of(clock().instant(), AuditEvent.Type.ACCESS_REFUSED, staff, from)
            .with("what", subject)
            .with("outcome", refusal.outcome().text())
            .with("reason", refusal.reason().code().text()));
  }

  /**
   * Records an event; what depends on it must not be done if this fails.
   *
   * @throws AuditException if it cannot be recorded
   */
  public void record(AuditEvent event) {
    audit.record(event);
  }

  /**
   * Records an event that must be there before anything is done.
   *
   * @throws AccessDeniedException if it cannot be recorded: a denial, {@code audit-unavailable}
   */
  public void requireRecorded(AuditEvent event) {
    audit.require(event);
  }

  /** Records something that has happened already; a failure is logged. */
  public void recordIfPossible(AuditEvent event) {
    audit.recordIfPossible(event);
  }

  /** Stops looking for changes of policy and accounts. The audit is its owner's to close. */
  @Override
  public void close() {
    policies.close();
    accounts.close();
  }
}
