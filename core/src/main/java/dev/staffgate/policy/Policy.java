package dev.staffgate.policy;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

  private final PolicyDocument document;
  private final String version;
  private final Catalogue catalogue;
  private final Compiler compiler;
  private final ImmutableMap<String, CompiledAccount> accounts;
  private final ImmutableMap<String, CompiledServer> servers;
  private final int sso;
  private final int loginAs;
  private final ImmutableMap<String, ActiveEmergency> emergencies;
  private final Answers answers;
  private final Accounts staff = this::account;

  private Policy(PolicyDocument document, PolicyOptions options, String version) {
    this.document = document;
    this.version = requireNonNull(version, "version");
    this.catalogue = document.catalogue();
    Checks checks = new Checks(document, catalogue);
    this.answers = new Answers(version);
    this.sso = catalogue.indexOf(Permission.SERVER_SSO);
    this.loginAs = catalogue.indexOf(LOGIN_AS);
    BitSet boundByServer = new BitSet();
    IntStream.of(sso, loginAs).filter(i -> i >= 0).forEach(boundByServer::set);
    this.compiler = new Compiler(document, catalogue, checks, answers, version, boundByServer);
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
    this.emergencies = emergencies(document, compiler);
    ImmutableMap.Builder<String, CompiledAccount> compiled = ImmutableMap.builder();
    for (StaffAccount account : document.staff().values()) {
      compiled.put(account.id(), AccountCompiler.compile(this, account, checks, compiler));
    }
    this.accounts = compiled.buildOrThrow();
  }

  private static ImmutableMap<String, ActiveEmergency> emergencies(
      PolicyDocument document, Compiler compiler) {
    return document.emergencies().values().stream()
        .collect(
            toImmutableMap(
                Emergency::id,
                one ->
                    new ActiveEmergency(
                        ImmutableSet.copyOf(one.holders()),
                        compiler.assignable(List.of(one.role().id())))));
  }

  /** Whom an emergency gives what, while it is active. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record ActiveEmergency(ImmutableSet<String> holders, int[] role) {}

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
    Policy policy = new Policy(document, options, version);
    List<PolicyProblem> breaches =
        document.staff().values().stream()
            .flatMap(account -> policy.breaches(account).stream())
            .limit(PolicyChecks.MAX)
            .map(Breaches::problem)
            .sorted(PolicyProblem.ORDER)
            .toList();
    if (!breaches.isEmpty()) {
      throw new PolicyException(breaches);
    }
    return policy;
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
    return AccountCompiler.compile(this, account, new Checks(document, catalogue), compiler);
  }

  /** The staff of the policy document. */
  public Accounts staff() {
    return staff;
  }

  /**
   * The rules of {@code separate} within an account that an account would break at some instant:
   * for each, when first, and by what. Empty for all staff of the policy document, as a document
   * with such an account is refused. One that a directory keeps is denied all while it breaks one.
   */
  public List<SeparationBreach> breaches(StaffAccount account) {
    return Breaches.of(account, compiler);
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
   * Decides for an account that lives somewhere else; there approvers are looked up too.
   *
   * @throws UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(Accounts accounts, AccessRequest request) {
    Optional<CompiledAccount> account = accounts.find(request.staff());
    return account.isEmpty() ? answers.accountUnknown : decide(account.get(), accounts, request);
  }

  /**
   * Decides for an account; approvers are looked up among the staff of the policy document.
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
   * @param accounts where approvers are looked up
   * @param request whose staff id is the account's
   * @throws UnknownPermissionException if the permission is not in the catalogue, and the account
   *     may act at all
   */
  public Decision decide(CompiledAccount account, Accounts accounts, AccessRequest request) {
    return decide(account, new Situation(request, account.account(), this, accounts));
  }

  private Decision decide(CompiledAccount account, Situation situation) {
    AccessRequest request = situation.request;
    Decision refused = beforeRoles(account, request);
    if (refused != null) {
      return refused;
    }
    RoleSet roles = account.roleSetAt(request.instantOrNull());
    if (roles == null) {
      return answers.instantMissing(account.account());
    }
    int permission = position(request);
    if (!changesRoles(request)) {
      Table table = roles.table();
      Decision always = table.answer(permission);
      if (always != null) {
        return always;
      }
      return table.broken != null
          ? table.broken
          : decide(permission, roles, table.entry(permission), situation);
    }
    RoleSet changed = changed(roles, request);
    Decision broken = changed.broken();
    return broken != null
        ? broken
        : decide(permission, changed, changed.entry(permission), situation);
  }

  /** Steps 5 to 10. */
  private Decision decide(int permission, RoleSet roles, Entry entry, Situation situation) {
    Refusal hit = entry.firstHit(situation);
    if (hit != null) {
      return hit.denied();
    }
    return isBoundByServer(permission)
        ? enter(permission, roles, entry, situation)
        : Resolution.of(new Ways(entry.candidates, answers.notGranted), situation);
  }

  private static boolean changesRoles(AccessRequest request) {
    return !request.actingAs().isEmpty() || !request.emergencies().isEmpty();
  }

  /** The roles that count for this request: emergencies added, what is not acted with left out. */
  private RoleSet changed(RoleSet roles, AccessRequest request) {
    int[] ofEmergencies =
        request.emergencies().stream()
            .map(emergencies::get)
            .filter(one -> one != null && one.holders.contains(request.staff()))
            .flatMapToInt(one -> IntStream.of(one.role))
            .toArray();
    return roles.narrowed(request.actingAs(), ofEmergencies);
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

  private Decision enter(int permission, RoleSet roles, Entry entry, Situation situation) {
    CompiledServer server = requireNonNull(serverOf(situation.request));
    Entrances entrances = roles.entrances();
    boolean signsOn = permission == sso;
    Refusal lost = signsOn ? entrances.firstHit(situation) : null;
    List<Candidate> grants = signsOn ? entrances.grants(situation, lost != null) : entry.candidates;
    if (grants.isEmpty()) {
      return lost == null ? answers.notGranted : lost.denied();
    }
    Decision open = server.open(entrances, grants, signsOn, situation);
    return open != null ? open : Resolution.of(ways(server, entrances, grants, signsOn), situation);
  }

  /** The ways into a server, for single sign-on or into a customer's account. */
  private Ways ways(
      CompiledServer server, Entrances entrances, List<Candidate> grants, boolean signsOn) {
    return new Ways(
        signsOn ? server.waysToSignOn(entrances, grants) : server.waysToLogIn(entrances, grants),
        answers.serverRestricted(server.server));
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
    return explain(account, staff, request);
  }

  /**
   * Decides for an account, and says how.
   *
   * @param accounts where approvers are looked up
   * @throws UnknownPermissionException as {@link #decide(CompiledAccount, AccessRequest)}
   */
  public Explanation explain(CompiledAccount account, Accounts accounts, AccessRequest request) {
    Situation situation = new Situation(request, account.account(), this, accounts);
    Decision decision = decide(account, situation);
    RoleSet assigned = account.roleSetAt(request.instantOrNull());
    int permission = catalogue.indexOf(request.permissionId());
    if (assigned == null || permission < 0) {
      return Explanation.bare(request, decision);
    }
    RoleSet roles = changesRoles(request) ? changed(assigned, request) : assigned;
    Entry entry = roles.entry(permission);
    if (!isBoundByServer(permission)) {
      return Explanation.of(decision, entry.refusals, entry.candidates, situation);
    }
    boolean signsOn = permission == sso;
    Entrances entrances = roles.entrances();
    List<Refusal> refusals = new ArrayList<>(entry.refusals);
    List<Candidate> grants = entry.candidates;
    if (signsOn) {
      refusals.addAll(entrances.refusals());
      grants = entrances.grants(situation, entrances.firstHit(situation) != null);
    }
    CompiledServer server = serverOf(request);
    return Explanation.of(
        decision,
        refusals,
        server == null ? List.of() : ways(server, entrances, grants, signsOn).candidates(),
        situation);
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
