package dev.staffgate.policy;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import dev.staffgate.decision.Access;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.SeparationBreach;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.compile.PolicyCompiler;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.CompiledRoles;
import dev.staffgate.policy.engine.DecisionEngine;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.questions.CandidateLookup;
import dev.staffgate.validation.PolicyValidator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy, ready to decide. Immutable, safe for any number of threads, and pure: the same policy,
 * account and request always give the same decision.
 *
 * <pre>{@code
 * Policy policy = PolicyFiles.load(Path.of("staffgate.yaml"));
 * Decision decision = policy.decide(AccessRequest.of("alice", "payment.refund").from("203.0.113.7").at(instant));
 * }</pre>
 *
 * <p>The steps named in the code are those of policy reference, section 4.
 */
public final class Policy {
  private final PolicyDocument document;
  private final PolicyOptions options;
  private final String version;
  private final Catalogue catalogue;
  private final PolicyCompiler compiler;
  private final CompiledRoles roles;
  private final Decision accountUnknown;
  private final DecisionEngine<Accounts> engine;

  // Never changed once it is filled. The JDK's map finds what it has soonest.
  private final Map<String, EngineAccount> accounts;
  private final Accounts staff = this::account;
  private final Questions questions;

  private Policy(PolicyDocument document, PolicyOptions options, String version) {
    this.document = document;
    this.options = options;
    this.version = requireNonNull(version, "version");
    Map<String, EngineAccount> byId = Maps.newHashMapWithExpectedSize(document.staff().size());
    this.compiler =
        new PolicyCompiler(document, options, version, account -> byId.put(account.id(), account));
    this.accounts = byId;
    CompiledPolicy compiled = compiler.policy();
    this.catalogue = compiled.catalogue(); // these very objects spare the engine a look-up by id
    this.roles = compiled.roles();
    this.accountUnknown = compiled.denials().accountUnknown;
    this.engine = new DecisionEngine<>(compiled, Policy::find);
    this.questions =
        new Questions(
            compiled,
            engine,
            new CandidateLookup(compiled, document.servers().keySet()),
            accounts,
            document.staff().keySet(),
            staff);
  }

  // Accounts come in what users hold, and leave it here.
  private static @Nullable EngineAccount find(Accounts accounts, String staff) {
    Optional<CompiledAccount> found = accounts.find(staff);
    return found.isEmpty() ? null : found.get().unwrapped();
  }

  /**
   * Makes a policy of a document, for panels and schemes that the library knows.
   *
   * @throws PolicyException if anything is wrong with the document, with all that is
   */
  public static Policy of(PolicyDocument document) {
    return of(document, PolicyOptions.DEFAULT, "");
  }

  /**
   * Makes a policy of a document.
   *
   * @param version the name of the policy in its decisions, such as {@code sha256:…}
   * @throws PolicyException if anything is wrong with the document, with all that is
   */
  public static Policy of(PolicyDocument document, PolicyOptions options, String version) {
    List<PolicyProblem> problems = PolicyValidator.problems(document, options);
    if (!problems.isEmpty()) {
      throw PolicyException.ofFirst(problems, PolicyValidator.MAX);
    }
    Policy policy = new Policy(document, options, version);
    if (policy.roles.separation().isEmpty()) {
      return policy;
    }
    List<PolicyProblem> breaches =
        document.staff().values().stream()
            .flatMap(account -> policy.breaches(account).stream())
            .limit(PolicyValidator.MAX + 1L)
            .map(SeparationBreach::problem)
            .sorted(PolicyProblem.ORDER)
            .toList();
    if (!breaches.isEmpty()) {
      throw PolicyException.ofFirst(breaches, PolicyValidator.MAX);
    }
    return policy;
  }

  /** Returns the document that this policy was made of. */
  public PolicyDocument document() {
    return document;
  }

  /** Returns the words of the program that it was made with. */
  public PolicyOptions options() {
    return options;
  }

  /** Returns the version that decisions of this policy name. */
  public String version() {
    return version;
  }

  /** Returns the permissions that can be asked for. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Resolves a permission, to be kept and asked with.
   *
   * @throws UnknownPermissionException if the catalogue has none of this id
   */
  public Permission permission(String id) {
    return catalogue.find(id).orElseThrow(() -> new UnknownPermissionException(id, catalogue));
  }

  /**
   * Requires that the catalogue has these permissions. A program does so when it starts, for all
   * that it is going to ask for.
   *
   * @throws IllegalArgumentException if it lacks some; the message names each, and one that is near
   */
  public void requireKnown(Collection<String> permissions) {
    String unknown =
        permissions.stream()
            .filter(id -> catalogue.find(id).isEmpty())
            .distinct()
            .map(id -> new UnknownPermissionException(id, catalogue).getMessage())
            .collect(Collectors.joining("\n"));
    checkArgument(unknown.isEmpty(), "%s", unknown);
  }

  /** Requires that the catalogue has these permissions, as {@link #requireKnown(Collection)}. */
  public void requireKnown(String... permissions) {
    requireKnown(List.of(permissions));
  }

  /** Returns the account of this id, if the policy document has one. */
  public Optional<CompiledAccount> account(String id) {
    EngineAccount account = accounts.get(id);
    return account == null ? Optional.empty() : Optional.of(new CompiledAccount(account));
  }

  /**
   * Makes an account ready that the policy document does not have. A role that the policy does not
   * define adds nothing.
   *
   * @throws IllegalArgumentException if it names a network that the policy does not define
   */
  public CompiledAccount compile(StaffAccount account) {
    return new CompiledAccount(compiler.compile(account));
  }

  /** Returns the staff of the policy document. */
  public Accounts staff() {
    return staff;
  }

  /**
   * Finds the rules of {@code separate} within an account that this one would break at some
   * instant; for each, the first instant and the cause. Empty for all staff of the policy document,
   * as a document with such an account is refused. One that a directory keeps is denied all while
   * it breaks one.
   */
  public List<SeparationBreach> breaches(StaffAccount account) {
    return compiler.breaches(account);
  }

  /**
   * Finds out why somebody may not act at all (policy reference, section 4, steps 1 and 2), for a
   * sign-in or for what was handed out before. What they may do is not looked at.
   *
   * @param request of whose permission nothing is asked
   * @return the denial; empty if they may act
   */
  public Optional<Decision> standingDenial(Accounts where, AccessRequest request) {
    EngineAccount account = find(where, request.staff());
    return Optional.ofNullable(
        account == null ? accountUnknown : engine.denialOfAccount(account, where, request));
  }

  /** Returns whether this policy made an account. */
  boolean isOwnerOf(EngineAccount account) {
    return account.isOf(roles);
  }

  /**
   * Decides for a member of staff of the policy document.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue, and the account
   *     may act at all
   */
  public Decision decide(AccessRequest request) {
    EngineAccount account = accounts.get(request.staff());
    return account == null ? accountUnknown : engine.decide(account, staff, request);
  }

  /**
   * Decides for a member of staff of the policy document, about a permission alone: nothing is said
   * of resources, address or instant. Allocates nothing where the answer does not depend on them.
   *
   * @param permission resolved before
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(String id, Permission permission) {
    EngineAccount account = accounts.get(id);
    return account == null ? accountUnknown : engine.decide(account, staff, permission);
  }

  /**
   * Decides for a member of staff of the policy document, about a permission alone.
   *
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(String id, String permission) {
    EngineAccount account = accounts.get(id);
    return account == null ? accountUnknown : engine.decide(account, staff, permission);
  }

  /**
   * Decides for an account, about a permission alone: the fastest way to ask. The account that it
   * names as its person is looked up among the staff of the policy document alone, so one that
   * lives elsewhere is asked about by {@link #decide(CompiledAccount, Accounts, Permission)}.
   *
   * @param account made by this policy
   * @param permission resolved before
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(CompiledAccount account, Permission permission) {
    return engine.decide(account.unwrapped(), staff, permission);
  }

  /**
   * Decides for an account that lives somewhere else, about a permission alone; as fast.
   *
   * @param account made by this policy
   * @param accounts where the account that it names as its person is looked up
   * @param permission resolved before
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(CompiledAccount account, Accounts accounts, Permission permission) {
    return engine.decide(account.unwrapped(), accounts, permission);
  }

  /**
   * Decides each of these requests by itself, for the staff of the policy document.
   *
   * @return as many answers as there are requests, in their order
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}; then nothing is answered
   */
  public List<Decision> decideAll(List<AccessRequest> requests) {
    return requests.stream().map(this::decide).toList();
  }

  /**
   * Decides for an account that lives somewhere else; there approvers are looked up too, and the
   * account that it names as its person.
   *
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(Accounts accounts, AccessRequest request) {
    Optional<CompiledAccount> account = accounts.find(request.staff());
    return account.isEmpty() ? accountUnknown : decide(account.get(), accounts, request);
  }

  /**
   * Decides for an account; approvers, and the account that it names as its person, are looked up
   * among the staff of the policy document.
   *
   * @param account made by this policy
   * @param request whose staff id is the account's
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(CompiledAccount account, AccessRequest request) {
    return decide(account, staff, request);
  }

  /**
   * Decides for an account.
   *
   * @param account made by this policy
   * @param accounts where approvers are looked up, and the account that it names as its person
   * @param request whose staff id is the account's
   * @throws UnknownPermissionException if the permission is not in the catalogue, and the account
   *     may act at all
   */
  public Decision decide(CompiledAccount account, Accounts accounts, AccessRequest request) {
    checkArgument(
        account.account().id().equals(request.staff()), "the request is not of this account");
    return engine.decide(account.unwrapped(), accounts, request);
  }

  /**
   * Decides, and explains how: every deny and every candidate, each condition with the value it
   * saw. Never another decision than that of {@link #decide(AccessRequest)}.
   *
   * @throws UnknownPermissionException as there
   */
  public Explanation explain(AccessRequest request) {
    EngineAccount account = accounts.get(request.staff());
    return account == null
        ? Explanation.of(request, accountUnknown)
        : engine.explain(account, staff, request);
  }

  /**
   * Decides for an account that lives somewhere else, and explains how.
   *
   * @throws UnknownPermissionException as {@link #decide(Accounts, AccessRequest)}
   */
  public Explanation explain(Accounts where, AccessRequest request) {
    Optional<CompiledAccount> account = where.find(request.staff());
    return account.isEmpty()
        ? Explanation.of(request, accountUnknown)
        : explain(account.get(), where, request);
  }

  /**
   * Decides for an account, and explains how.
   *
   * @throws UnknownPermissionException as {@link #decide(CompiledAccount, AccessRequest)}
   */
  public Explanation explain(CompiledAccount account, AccessRequest request) {
    return explain(account, staff, request);
  }

  /**
   * Decides for an account, and explains how.
   *
   * @param accounts where approvers are looked up, and the account that it names as its person
   * @throws UnknownPermissionException as {@link #decide(CompiledAccount, AccessRequest)}
   */
  public Explanation explain(CompiledAccount account, Accounts accounts, AccessRequest request) {
    checkArgument(
        account.account().id().equals(request.staff()), "the request is not of this account");
    return engine.explain(account.unwrapped(), accounts, request);
  }

  /** Returns questions in reverse about the staff of the policy document. */
  public Questions questions() {
    return questions;
  }

  /**
   * Returns questions in reverse about accounts that live somewhere else. Approvers, and the
   * accounts that some of these name as their persons, are looked up among these alone. Keep the
   * result: it keeps what many questions need.
   *
   * @param accounts made by this policy, each id once
   */
  public Questions questions(Collection<CompiledAccount> accounts) {
    requireMadeHere(accounts);
    return questions.about(accounts);
  }

  /**
   * Returns questions in reverse about some of the accounts that live somewhere else.
   *
   * @param accounts those that are asked about, made by this policy, each id once
   * @param where approvers are looked up, and the accounts that some name as their persons
   */
  public Questions questions(Collection<CompiledAccount> accounts, Accounts where) {
    requireMadeHere(accounts);
    return questions.about(accounts, where);
  }

  private void requireMadeHere(Collection<CompiledAccount> accounts) {
    accounts.forEach(
        account -> checkArgument(account.isOf(this), "the account was made by another policy"));
  }

  /** Asks {@link Questions#whoCan(String)}. */
  public List<Access> whoCan(String permission) {
    return questions.whoCan(permission);
  }

  /** Asks {@link Questions#whoCan(String, String, String)}. */
  public List<Access> whoCan(String permission, String type, String id) {
    return questions.whoCan(permission, type, id);
  }

  /** Asks {@link Questions#whoCan(AccessRequest)}. */
  public List<String> whoCan(AccessRequest request) {
    return questions.whoCan(request);
  }

  /** Asks {@link Questions#whatCan(String)}. */
  public List<Access> whatCan(String staff) {
    return questions.whatCan(staff);
  }

  /** Asks {@link Questions#whatCan(AccessRequest)}. */
  public List<Permission> whatCan(AccessRequest request) {
    return questions.whatCan(request);
  }

  /** Asks {@link Questions#serversOf(String)}. */
  public List<Access> serversOf(String staff) {
    return questions.serversOf(staff);
  }

  /** Asks {@link Questions#serversOf(AccessRequest)}. */
  public Map<String, Decision.Permit> serversOf(AccessRequest request) {
    return questions.serversOf(request);
  }

  /** Asks {@link Questions#scopeOf(String, String, String)}. */
  public Scope scopeOf(String staff, String permission, String type) {
    return questions.scopeOf(staff, permission, type);
  }

  /** Asks {@link Questions#scopeOf(AccessRequest, String)}. */
  public Scope scopeOf(AccessRequest request, String type) {
    return questions.scopeOf(request, type);
  }

  /** Returns the numbers of staff, roles and servers, and the version. */
  @Override
  public String toString() {
    return "Policy["
        + document.staff().size()
        + " staff, "
        + document.roles().size()
        + " roles, "
        + document.servers().size()
        + " servers, "
        + version
        + "]";
  }
}
