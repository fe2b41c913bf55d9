package dev.staffgate.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.staffgate.decision.Access;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.DecisionEngine;
import dev.staffgate.policy.engine.EmergenciesByHolder;
import dev.staffgate.policy.engine.EngineAccount;
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
import java.util.Objects;
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
  private final CompiledPolicy policy;
  private final DecisionEngine<Accounts> engine;
  private final CandidateLookup candidates;
  private final WayFinder ways;
  private final ScopeFinder<Accounts> scopes;
  private final Map<String, EngineAccount> accounts;
  private final Collection<String> inOrder;
  private final Accounts found;

  // Made when first asked, and kept: see decision 0009.
  private @Nullable AccountsByRoles accountsByRoles;
  private final @Nullable Ranks[] ranks;

  /**
   * The ranks of the roles that have, or include, a grant of one permission, or a deny against it.
   */
  private record Ranks(BitSet granting, BitSet denying) {}

  /**
   * Makes the questions about some accounts.
   *
   * @param accounts by id
   * @param inOrder their ids
   * @param found where approvers and persons are looked up
   */
  Questions(
      CompiledPolicy policy,
      DecisionEngine<Accounts> engine,
      CandidateLookup candidates,
      Map<String, EngineAccount> accounts,
      Collection<String> inOrder,
      Accounts found) {
    this.policy = policy;
    this.engine = engine;
    this.candidates = candidates;
    this.ways = new WayFinder(policy, candidates);
    this.scopes = new ScopeFinder<>(policy, engine, candidates);
    this.accounts = accounts;
    this.inOrder = inOrder;
    this.found = found;
    this.ranks = new @Nullable Ranks[policy.catalogue().size()];
  }

  /** Returns the same questions about these accounts, which know no others. */
  Questions about(Collection<CompiledAccount> others) {
    Map<String, EngineAccount> byId = byId(others);
    return about(byId, id -> Optional.ofNullable(byId.get(id)).map(CompiledAccount::new));
  }

  /** Returns the same questions about these accounts, which are some of those there. */
  Questions about(Collection<CompiledAccount> others, Accounts where) {
    return about(byId(others), where);
  }

  private Questions about(Map<String, EngineAccount> byId, Accounts where) {
    return new Questions(policy, engine, candidates, byId, byId.keySet(), where);
  }

  private static ImmutableMap<String, EngineAccount> byId(Collection<CompiledAccount> accounts) {
    return accounts.stream()
        .map(CompiledAccount::unwrapped)
        .collect(ImmutableMap.toImmutableMap(EngineAccount::id, account -> account));
  }

  /**
   * Finds who can do something, on some resource or on none; in the order of the accounts.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public List<Access> whoCan(String permission) {
    return whoCan(permission(permission), ImmutableMap.of());
  }

  /**
   * Finds who can do something on this resource; in the order of the accounts.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue
   * @throws IllegalArgumentException if the type is empty or too long
   */
  public List<Access> whoCan(String permission, String type, String id) {
    return whoCan(
        permission(permission), AccessRequest.of("", permission).on(type, id).resources());
  }

  private List<Access> whoCan(Permission permission, Map<String, String> resources) {
    AccountsByRoles all = accountsByRoles();
    int position = policy.catalogue().indexOf(permission);
    Ranks of = ranks(position);
    @Nullable Access[] can = new @Nullable Access[all.accounts.length];
    RoleSetSummary summary =
        new RoleSetSummary(policy, candidates, position, of.granting, of.denying, resources);
    for (AccountsByRoles.Group group : all.groups) {
      if (AccountsByRoles.hasOneOf(group.roles(), of.granting)) {
        RoleSetSummary.Reachability reach = summary.summarize(group.roles());
        for (int index : group.indexes()) {
          can[index] = access(reach, all.accounts[index], permission, resources);
        }
      }
    }
    for (int one : all.individual) {
      if (mayHave(all.accounts[one], of)) {
        can[one] = ways.accessOf(all.accounts[one], permission, resources).orElse(null);
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
      RoleSetSummary.Reachability reach,
      EngineAccount account,
      Permission permission,
      Map<String, String> resources) {
    return switch (reach) {
      case NEVER -> null;
      case CONDITIONAL -> ways.access(account, permission, resources, false);
      case ALWAYS -> ways.access(account, permission, resources, account.actsFromAnywhere());
      case UNCLEAR -> ways.accessOf(account, permission, resources).orElse(null);
    };
  }

  private boolean mayHave(EngineAccount account, Ranks of) {
    return account.rolePeriods().stream()
            .anyMatch(period -> AccountsByRoles.hasOneOf(period.roles(), of.granting))
        || policy.emergencies().of(account.id()).stream()
            .anyMatch(one -> of.granting.get(one.rank()));
  }

  /**
   * Finds who is permitted this request, if they make it; in the order of the accounts.
   *
   * @param request whose staff id is not looked at
   * @return staff ids
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public List<String> whoCan(AccessRequest request) {
    int position = policy.catalogue().indexOf(permission(request.permissionId()));
    Ranks of = ranks(position);
    AccountsByRoles all = accountsByRoles();
    BitSet may = new BitSet(all.accounts.length);
    for (AccountsByRoles.Group group : all.groups) {
      if (AccountsByRoles.hasOneOf(group.roles(), of.granting)) {
        IntStream.of(group.indexes()).forEach(may::set);
      }
    }
    for (int one : all.individual) {
      may.set(one, mayHave(all.accounts[one], of));
    }
    return may.stream()
        .mapToObj(i -> all.accounts[i])
        .filter(one -> engine.decide(one, found, request.by(one.id())).permitted())
        .map(one -> one.id())
        .toList();
  }

  /**
   * Finds what somebody can do, in the order of the catalogue; empty if the account does not exist.
   */
  public List<Access> whatCan(String staff) {
    EngineAccount account = account(staff);
    return account == null
        ? List.of()
        : permissionsOf(account)
            .mapToObj(i -> policy.catalogue().all().get(i))
            .flatMap(permission -> ways.accessOf(account, permission, ImmutableMap.of()).stream())
            .toList();
  }

  /**
   * Finds what somebody is permitted, if they make this request for it; in the order of the
   * catalogue.
   *
   * @param request whose permission is not looked at
   */
  public List<Permission> whatCan(AccessRequest request) {
    EngineAccount account = account(request.staff());
    return account == null
        ? List.of()
        : permissionsOf(account)
            .mapToObj(i -> policy.catalogue().all().get(i))
            .filter(one -> engine.decide(account, found, request.askingFor(one)).permitted())
            .toList();
  }

  /** Returns the positions of those that its roles, and those of its emergencies, mention. */
  private IntStream permissionsOf(EngineAccount account) {
    BitSet permissions = (BitSet) policy.roles().serverPermissions().positions().clone();
    for (EngineAccount.RolePeriod period : account.rolePeriods()) {
      for (int rank : period.roles().held()) {
        policy.roles().roleGrants(rank).addMentioned(permissions);
      }
    }
    for (EmergenciesByHolder.HeldEmergency one : policy.emergencies().of(account.id())) {
      policy.roles().roleGrants(one.rank()).addMentioned(permissions);
    }
    return permissions.stream();
  }

  /**
   * Finds the servers that somebody can enter by single sign-on, in the order of the policy: each
   * as the resource {@code server} of an {@link Access}, whose ways say as whom. Empty if there is
   * no such account.
   */
  public List<Access> serversOf(String staff) {
    EngineAccount account = account(staff);
    Permission sso = permission(Permission.SERVER_SSO);
    return account == null
        ? List.of()
        : candidates.servers().stream()
            .flatMap(id -> ways.accessOf(account, sso, ImmutableMap.of("server", id)).stream())
            .toList();
  }

  /**
   * Finds the servers that somebody is permitted to enter by single sign-on, if they make this
   * request for it: by id, in the order of the policy. The permit names the panel user.
   *
   * @param request whose permission and server are not looked at
   */
  public Map<String, Decision.Permit> serversOf(AccessRequest request) {
    EngineAccount account = account(request.staff());
    ImmutableMap.Builder<String, Decision.Permit> open = ImmutableMap.builder();
    if (account != null) {
      AccessRequest signOn = request.askingFor(permission(Permission.SERVER_SSO));
      for (String id : candidates.servers()) {
        if (engine.decide(account, found, signOn.on("server", id))
            instanceof Decision.Permit permit) {
          open.put(id, permit);
        }
      }
    }
    return open.buildOrThrow();
  }

  /**
   * Finds the resources of a type on which every request of somebody is permitted: all, none, or
   * these; conditional if it depends on more than the resource. The answer is about requests that
   * act with all roles, while no emergency is active.
   *
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public Scope scopeOf(String staff, String permission, String type) {
    requireNonNull(type, "type");
    Permission resolved = permission(permission);
    EngineAccount account = account(staff);
    return (account == null
            ? ScopeBounds.NONE
            : ScopeBounds.of(policy, candidates, account, resolved, type))
        .scope();
  }

  /**
   * Finds the resources of a type with which this request is permitted, each for itself. Never
   * conditional.
   *
   * @param request whose resource of this type is not looked at
   * @throws UnknownPermissionException if the permission is not in the catalogue
   */
  public Scope scopeOf(AccessRequest request, String type) {
    requireNonNull(type, "type");
    Permission unused = permission(request.permissionId());
    EngineAccount account = account(request.staff());
    return (account == null ? IdSet.NONE : scopes.scopeOf(account, found, request, type)).toScope();
  }

  private @Nullable EngineAccount account(String staff) {
    EngineAccount account = accounts.get(requireNonNull(staff, "staff"));
    return account == null || engine.belongsToNobody(account, found) ? null : account;
  }

  private Permission permission(String id) {
    return policy
        .catalogue()
        .find(id)
        .orElseThrow(() -> new UnknownPermissionException(id, policy.catalogue()));
  }

  private AccountsByRoles accountsByRoles() {
    AccountsByRoles ready = accountsByRoles;
    if (ready == null) {
      ready =
          new AccountsByRoles(
              inOrder.stream().map(this::account).filter(Objects::nonNull).toList(),
              policy.emergencies());
      accountsByRoles = ready;
    }
    return ready;
  }

  private Ranks ranks(int permission) {
    Ranks ready = ranks[permission];
    if (ready == null) {
      ready =
          new Ranks(
              union(
                  IntStream.of(candidates.sources(permission))
                      .mapToObj(policy.roles()::rolesGranting)
                      .toList()),
              union(
                  candidates
                      .denyingPermissions(permission)
                      .mapToObj(policy.roles()::rolesDenying)
                      .toList()));
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
