package dev.staffgate.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.staffgate.decision.Access;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.compile.PolicyCompiler;
import dev.staffgate.policy.engine.EmergenciesByHolder;
import dev.staffgate.policy.engine.IdSet;
import dev.staffgate.policy.questions.AccountsByRoles;
import dev.staffgate.policy.questions.CandidateLookup;
import dev.staffgate.policy.questions.RoleSetSummary;
import dev.staffgate.policy.questions.ScopeBounds;
import dev.staffgate.policy.questions.ScopeFinder;
import dev.staffgate.policy.questions.WayFinder;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Questions in reverse about a number of accounts: who can do something, what somebody can do,
 * which servers they can enter, on which resources. Get it from {@link Policy#questions}.
 * Immutable, and safe for any number of threads.
 *
 * <p>There are two kinds. A question that says nothing of circumstances is answered by {@link
 * Access}: whoever can at all, and under which conditions. One that comes as a request is answered
 * exactly: whoever {@link Policy#decide} permits just that request, made by them.
 */
public final class Questions {
  private final Policy policy;
  private final PolicyCompiler compiler;
  private final CandidateLookup offers;
  private final EmergenciesByHolder emergencies;
  private final WayFinder openings;
  private final ScopeFinder scopes;
  private final Map<String, CompiledAccount> accounts;
  private final Collection<String> inOrder;
  private final Accounts found;

  // Made when first asked, and kept: see decision 0009.
  private @Nullable AccountsByRoles holders;
  private final @Nullable Ranks[] ranks;

  /**
   * The roles that have, or include, a grant of one permission, and a deny that stands against it.
   */
  private record Ranks(BitSet granting, BitSet denying) {}

  /**
   * @param accounts by id
   * @param inOrder their ids
   */
  Questions(
      Policy policy,
      PolicyCompiler compiler,
      CandidateLookup offers,
      EmergenciesByHolder emergencies,
      Map<String, CompiledAccount> accounts,
      Collection<String> inOrder) {
    this.policy = policy;
    this.compiler = compiler;
    this.offers = offers;
    this.emergencies = emergencies;
    this.openings = new WayFinder(policy, offers, emergencies);
    this.scopes = new ScopeFinder(policy, offers, emergencies);
    this.accounts = accounts;
    this.inOrder = inOrder;
    this.found = id -> Optional.ofNullable(accounts.get(id));
    this.ranks = new @Nullable Ranks[policy.catalogue().size()];
  }

  /** The same questions about these accounts. */
  Questions about(Collection<CompiledAccount> others) {
    ImmutableMap<String, CompiledAccount> byId =
        Maps.uniqueIndex(others, account -> account.account().id());
    return new Questions(policy, compiler, offers, emergencies, byId, byId.keySet());
  }

  /**
   * Who can do something, on some resource or on none; in the order of the accounts.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public List<Access> whoCan(String permission) {
    return whoCan(policy.permission(permission), ImmutableMap.of());
  }

  /**
   * Who can do something on this resource; in the order of the accounts.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue
   * @throws IllegalArgumentException if the type is empty or too long
   */
  public List<Access> whoCan(String permission, String type, String id) {
    return whoCan(
        policy.permission(permission), AccessRequest.of("", permission).on(type, id).resources());
  }

  private List<Access> whoCan(Permission permission, Map<String, String> resources) {
    AccountsByRoles all = holders();
    int position = policy.catalogue().indexOf(permission);
    Ranks of = ranks(position);
    @Nullable Access[] can = new @Nullable Access[all.accounts.length];
    RoleSetSummary glances =
        new RoleSetSummary(policy, compiler, offers, position, of.granting, of.denying, resources);
    for (AccountsByRoles.Group group : all.groups) {
      if (AccountsByRoles.hasOneOf(group.roles(), of.granting)) {
        RoleSetSummary.Seen seen = glances.at(group.roles());
        for (int member : group.members()) {
          can[member] = access(seen, all.accounts[member], permission, resources);
        }
      }
    }
    for (int other : all.others) {
      if (mayHave(all.accounts[other], of)) {
        can[other] = openings.of(all.accounts[other], permission, resources).orElse(null);
      }
    }
    ImmutableList.Builder<Access> answer = ImmutableList.builder();
    for (Access one : can) {
      if (one != null) {
        answer.add(one);
      }
    }
    return answer.build();
  }

  private @Nullable Access access(
      RoleSetSummary.Seen seen,
      CompiledAccount account,
      Permission permission,
      Map<String, String> resources) {
    return switch (seen) {
      case NEVER -> null;
      case CONDITIONAL -> openings.access(account, permission, resources, false);
      case ALWAYS ->
          openings.access(account, permission, resources, account.networksOrNull() == null);
      case UNCLEAR -> openings.of(account, permission, resources).orElse(null);
    };
  }

  private boolean mayHave(CompiledAccount account, Ranks of) {
    return account.stretches().stream()
            .anyMatch(stretch -> AccountsByRoles.hasOneOf(stretch.roles(), of.granting))
        || emergencies.of(account.account().id()).stream()
            .anyMatch(one -> of.granting.get(one.rank()));
  }

  /**
   * Who is permitted this request, if they make it; in the order of the accounts.
   *
   * @param request whose staff id is not looked at
   * @return staff ids
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public List<String> whoCan(AccessRequest request) {
    int position = policy.catalogue().indexOf(policy.permission(request.permissionId()));
    Ranks of = ranks(position);
    AccountsByRoles all = holders();
    BitSet may = new BitSet(all.accounts.length);
    for (AccountsByRoles.Group group : all.groups) {
      if (AccountsByRoles.hasOneOf(group.roles(), of.granting)) {
        IntStream.of(group.members()).forEach(may::set);
      }
    }
    for (int other : all.others) {
      may.set(other, mayHave(all.accounts[other], of));
    }
    return may.stream()
        .mapToObj(i -> all.accounts[i])
        .filter(one -> policy.decide(one, found, request.by(one.account().id())).permitted())
        .map(one -> one.account().id())
        .toList();
  }

  /** What somebody can do, in the order of the catalogue; nothing if there is no such account. */
  public List<Access> whatCan(String staff) {
    CompiledAccount account = accounts.get(requireNonNull(staff, "staff"));
    return account == null
        ? List.of()
        : permissionsOf(account)
            .mapToObj(i -> policy.catalogue().all().get(i))
            .flatMap(permission -> openings.of(account, permission, ImmutableMap.of()).stream())
            .toList();
  }

  /**
   * What somebody is permitted, if they make this request for it; in the order of the catalogue.
   *
   * @param request whose permission is not looked at
   */
  public List<Permission> whatCan(AccessRequest request) {
    CompiledAccount account = accounts.get(request.staff());
    return account == null
        ? List.of()
        : permissionsOf(account)
            .mapToObj(i -> policy.catalogue().all().get(i))
            .filter(one -> policy.decide(account, found, request.askingFor(one)).permitted())
            .toList();
  }

  /** The positions of those that its roles, and those of its emergencies, say anything of. */
  private IntStream permissionsOf(CompiledAccount account) {
    BitSet permissions = (BitSet) compiler.boundByServer().clone();
    for (CompiledAccount.Stretch stretch : account.stretches()) {
      for (int rank : stretch.roles().held()) {
        compiler.root(rank).addTouched(permissions);
      }
    }
    for (EmergenciesByHolder.One one : emergencies.of(account.account().id())) {
      compiler.root(one.rank()).addTouched(permissions);
    }
    return permissions.stream();
  }

  /**
   * Which servers somebody can enter by single sign-on, in the order of the policy: each as the
   * resource {@code server} of an {@link Access}, whose ways say as whom. Nothing if there is no
   * such account.
   */
  public List<Access> serversOf(String staff) {
    CompiledAccount account = accounts.get(requireNonNull(staff, "staff"));
    Permission sso = policy.permission(Permission.SERVER_SSO);
    return account == null
        ? List.of()
        : offers.servers().stream()
            .flatMap(id -> openings.of(account, sso, ImmutableMap.of("server", id)).stream())
            .toList();
  }

  /**
   * Which servers somebody is permitted to enter by single sign-on, if they make this request for
   * it: by id, in the order of the policy; the permit says as whom.
   *
   * @param request whose permission and server are not looked at
   */
  public Map<String, Decision.Permit> serversOf(AccessRequest request) {
    CompiledAccount account = accounts.get(request.staff());
    ImmutableMap.Builder<String, Decision.Permit> open = ImmutableMap.builder();
    if (account != null) {
      AccessRequest signOn = request.askingFor(policy.permission(Permission.SERVER_SSO));
      for (String id : offers.servers()) {
        if (policy.decide(account, found, signOn.on("server", id))
            instanceof Decision.Permit permit) {
          open.put(id, permit);
        }
      }
    }
    return open.buildOrThrow();
  }

  /**
   * On which resources of a type every request of somebody is permitted that names one of them:
   * all, none, or these; conditional if it depends on more than the resource. It speaks of requests
   * that act with all roles, while no emergency is active.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public Scope scopeOf(String staff, String permission, String type) {
    requireNonNull(type, "type");
    Permission resolved = policy.permission(permission);
    CompiledAccount account = accounts.get(requireNonNull(staff, "staff"));
    return (account == null
            ? ScopeBounds.NONE
            : ScopeBounds.of(policy, offers, account, resolved, type))
        .scope();
  }

  /**
   * With which resources of a type this request is permitted, each for itself. Never conditional.
   *
   * @param request whose resource of this type is not looked at
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public Scope scopeOf(AccessRequest request, String type) {
    requireNonNull(type, "type");
    Permission unused = policy.permission(request.permissionId());
    CompiledAccount account = accounts.get(request.staff());
    return (account == null ? IdSet.NONE : scopes.of(account, found, request, type)).toScope();
  }

  private AccountsByRoles holders() {
    AccountsByRoles ready = holders;
    if (ready == null) {
      ready = new AccountsByRoles(inOrder.stream().map(accounts::get).toList(), emergencies);
      holders = ready;
    }
    return ready;
  }

  private Ranks ranks(int permission) {
    Ranks ready = ranks[permission];
    if (ready == null) {
      ready =
          new Ranks(
              union(IntStream.of(offers.sources(permission)).mapToObj(compiler::granting).toList()),
              union(offers.denied(permission).mapToObj(compiler::denying).toList()));
      ranks[permission] = ready;
    }
    return ready;
  }

  private static BitSet union(List<BitSet> sets) {
    BitSet union = new BitSet();
    sets.forEach(union::or);
    return union;
  }
}
