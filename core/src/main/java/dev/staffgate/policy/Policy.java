package dev.staffgate.policy;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy, ready to be asked. Immutable, safe for any number of threads, and pure: the same
 * policy, account and request always give the same decision.
 *
 * <pre>{@code
 * Policy policy = PolicyFiles.load(Path.of("staffgate.yaml"));
 * Decision decision = policy.decide(AccessRequest.of("alice", "payment.refund").from("203.0.113.7").at(instant));
 * }</pre>
 *
 * <p>The steps named in the code are those of policy reference, section 4.
 */
public final class Policy {
  /** Entering a customer's account on a server: bound by the server's single sign-on rules. */
  private static final String LOGIN_AS = "client.login-as";

  private static final Comparator<Refusal> REFUSALS =
      comparing((Refusal one) -> one.deny.order).thenComparing(one -> one.reach.order);
  private static final Comparator<Candidate> CANDIDATES =
      comparing((Candidate one) -> one.grant.order).thenComparing(one -> one.reach.order);

  private final PolicyDocument document;
  private final String version;
  private final Catalogue catalogue;
  private final Checks checks;
  private final Compiler compiler;
  private final ImmutableMap<Set<String>, RoleSet> roleSets;
  private final ImmutableMap<String, CompiledAccount> accounts;
  private final ImmutableMap<String, CompiledServer> servers;
  private final int sso;
  private final int loginAs;
  private final int[] ssoSources;
  private final Answers answers;

  private Policy(PolicyDocument document, PolicyOptions options, String version) {
    this.document = document;
    this.version = requireNonNull(version, "version");
    this.catalogue = document.catalogue();
    this.checks = new Checks(document);
    this.compiler = new Compiler(document, catalogue, checks, version);
    this.servers =
        document.servers().values().stream()
            .collect(
                toImmutableMap(
                    Server::id,
                    server ->
                        new CompiledServer(
                            server,
                            options.panels().getOrDefault(server.panel(), false),
                            document.defaults().ssoRestricted(),
                            checks)));
    this.sso = catalogue.indexOf(Permission.SERVER_SSO);
    this.loginAs = catalogue.indexOf(LOGIN_AS);
    this.ssoSources =
        List.of("connect.use", "server.configure").stream()
            .mapToInt(catalogue::indexOf)
            .filter(i -> i >= 0)
            .toArray();
    this.answers = new Answers(version);
    Map<Set<String>, RoleSet> sets = new HashMap<>();
    ImmutableMap.Builder<String, CompiledAccount> compiled = ImmutableMap.builder();
    for (StaffAccount account : document.staff().values()) {
      compiled.put(
          account.id(),
          AccountCompiler.compile(
              this, account, checks, roles -> sets.computeIfAbsent(roles, compiler::roleSet)));
    }
    this.roleSets = ImmutableMap.copyOf(sets);
    this.accounts = compiled.buildOrThrow();
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
   * @param version what each decision of this policy shall name it by, such as {@code sha256:…}
   * @throws PolicyException if anything is wrong with the document, with all that is
   */
  public static Policy of(PolicyDocument document, PolicyOptions options, String version) {
    List<PolicyProblem> problems = PolicyChecks.problems(document, options);
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new Policy(document, options, version);
  }

  /** The document that this policy was made of. */
  public PolicyDocument document() {
    return document;
  }

  /** What decisions of this policy name it by. */
  public String version() {
    return version;
  }

  /** The permissions that can be asked for. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Resolves a permission, to be kept and asked with.
   *
   * @throws UnknownPermissionException if the catalogue has none of this id
   */
  public Permission permission(String id) {
    return catalogue.find(id).orElseThrow(() -> new UnknownPermissionException(id));
  }

  /** The account of this id, if the policy document has one. */
  public Optional<CompiledAccount> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /**
   * Makes an account ready that the policy document does not have. A role that the policy does not
   * define adds nothing.
   *
   * @throws IllegalArgumentException if it names a network that the policy does not define
   */
  public CompiledAccount compile(StaffAccount account) {
    return AccountCompiler.compile(
        this,
        account,
        new Checks(document),
        roles -> known(roles).orElseGet(() -> compiler.roleSet(roles)));
  }

  private Optional<RoleSet> known(Set<String> roles) {
    return Optional.ofNullable(roleSets.get(roles));
  }

  /**
   * Whether an account may sign in and act from this address, as far as its own networks say (step
   * 2).
   */
  public boolean mayActFrom(CompiledAccount account, @Nullable IpAddress address) {
    NetworkSet networks = account.networksOrNull();
    return networks == null || (address != null && networks.contains(address));
  }

  /**
   * Decides for a member of staff of the policy document.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue, and the account
   *     may act at all
   */
  public Decision decide(AccessRequest request) {
    CompiledAccount account = accounts.get(request.staff());
    return account == null ? answers.accountUnknown : decide(account, request);
  }

  /**
   * Decides for an account.
   *
   * @param account made by this policy
   * @param request whose staff id is the account's
   * @throws UnknownPermissionException if the permission is not in the catalogue, and the account
   *     may act at all
   */
  public Decision decide(CompiledAccount account, AccessRequest request) {
    Decision refused = beforeRoles(account, request);
    if (refused != null) {
      return refused;
    }
    RoleSet roles = account.roleSetAt(request.instantOrNull());
    if (roles == null) {
      return answers.instantMissing(account.account());
    }
    int permission = position(request);
    Entry entry = roles.entry(permission);
    if (isBoundByServer(permission)) {
      Refusal hit = entry.firstHit(request, account.account());
      return hit != null
          ? hit.denied()
          : Resolution.of(into(permission, roles, request, account), request, account.account());
    }
    if (entry.always != null) {
      return entry.always;
    }
    Refusal hit = entry.firstHit(request, account.account());
    return hit != null
        ? hit.denied()
        : Resolution.of(new Ways(entry.candidates, answers.notGranted), request, account.account());
  }

  /** Whether it enters a server, so that the server's single sign-on rules bind it. */
  private boolean isBoundByServer(int permission) {
    return permission == sso || permission == loginAs;
  }

  /**
   * Steps 1 to 3, and whether the server that is to be entered is there. Null if nothing is against
   * it so far.
   */
  private @Nullable Decision beforeRoles(CompiledAccount account, AccessRequest request) {
    checkArgument(
        account.account().id().equals(request.staff()), "the request is not of this account");
    checkArgument(account.isOf(this), "the account was made by another policy");
    if (account.account().disabled()) {
      return answers.accountDisabled(account.account());
    }
    if (account.locked()) {
      return answers.accountLocked;
    }
    if (!mayActFrom(account, request.addressOrNull())) {
      return answers.accountNetwork(account.account());
    }
    if (!isBoundByServer(position(request))) {
      return null;
    }
    CompiledServer server = serverOf(request);
    if (server == null) {
      return answers.serverUnknown;
    }
    return server.hasSso ? null : answers.serverWithoutSso(server.server);
  }

  private int position(AccessRequest request) {
    Permission permission = request.permission();
    int position =
        permission == null
            ? catalogue.indexOf(request.permissionId())
            : catalogue.indexOf(permission);
    if (position < 0) {
      throw new UnknownPermissionException(request.permissionId());
    }
    return position;
  }

  private @Nullable CompiledServer serverOf(AccessRequest request) {
    String id = request.resourceOrNull("server");
    return id == null ? null : servers.get(id);
  }

  /** The ways into the server asked about, for single sign-on or into a customer's account. */
  private Ways into(int permission, RoleSet roles, AccessRequest request, CompiledAccount account) {
    CompiledServer server = requireNonNull(serverOf(request));
    if (permission == sso) {
      return signingOn(server, roles, request, account);
    }
    List<Candidate> grants = roles.entry(permission).candidates;
    return grants.isEmpty()
        ? new Ways(List.of(), answers.notGranted)
        : new Ways(server.waysToLogIn(roles, grants), answers.serverRestricted(server.server));
  }

  /** The ways to sign on, but those by a permission that a deny hits. */
  private Ways signingOn(
      CompiledServer server, RoleSet roles, AccessRequest request, CompiledAccount account) {
    List<Candidate> grants = new ArrayList<>();
    Refusal lost = null;
    for (int source : ssoSources) {
      Entry entry = roles.entry(source);
      Refusal hit = entry.candidates.isEmpty() ? null : entry.firstHit(request, account.account());
      if (hit == null) {
        grants.addAll(entry.candidates);
      } else if (lost == null || REFUSALS.compare(hit, lost) < 0) {
        lost = hit;
      }
    }
    grants.sort(CANDIDATES);
    if (grants.isEmpty()) {
      return new Ways(List.of(), lost == null ? answers.notGranted : lost.denied());
    }
    return new Ways(server.waysToSignOn(roles, grants), answers.serverRestricted(server.server));
  }

  /**
   * Decides, and says how: every deny and every candidate, each condition with the value it saw.
   * Never another decision than that of {@link #decide(AccessRequest)}.
   *
   * @throws UnknownPermissionException as there
   */
  public Explanation explain(AccessRequest request) {
    CompiledAccount account = accounts.get(request.staff());
    return account == null
        ? Explanation.bare(request, answers.accountUnknown)
        : explain(account, request);
  }

  /**
   * Decides for an account, and says how.
   *
   * @throws UnknownPermissionException as {@link #decide(CompiledAccount, AccessRequest)}
   */
  public Explanation explain(CompiledAccount account, AccessRequest request) {
    Decision decision = decide(account, request);
    RoleSet roles = account.roleSetAt(request.instantOrNull());
    int permission = catalogue.indexOf(request.permissionId());
    if (roles == null || permission < 0) {
      return Explanation.bare(request, decision);
    }
    Entry entry = roles.entry(permission);
    if (!isBoundByServer(permission)) {
      return Explanation.of(request, decision, entry.refusals, entry.candidates, account.account());
    }
    List<Refusal> refusals = new ArrayList<>(entry.refusals);
    if (permission == sso) {
      for (int source : ssoSources) {
        refusals.addAll(roles.entry(source).refusals);
      }
    }
    List<Candidate> candidates =
        serverOf(request) == null
            ? List.of()
            : into(permission, roles, request, account).candidates();
    return Explanation.of(request, decision, refusals, candidates, account.account());
  }

  /** Staff, roles and servers counted, and the version. */
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
