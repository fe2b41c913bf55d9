package dev.staffgate.policy.engine;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The steps of policy reference, section 4, for one policy.
 *
 * <p>Most decisions need few of them: an account that may act from anywhere and has its roles for
 * good has a row ({@link EngineAccount#row}), and what that answers does not depend on the request.
 * On that way nothing is allocated.
 *
 * @param <A> where the caller keeps accounts, to look up approvers
 */
public final class DecisionEngine<A> {
  private final CompiledPolicy policy;
  private final Catalogue catalogue;
  private final CompiledRoles roles;
  private final ServerRules servers;
  private final EmergenciesByHolder emergencies;
  private final StandardDenials denials;
  private final AccountLookup<A> lookup;

  /**
   * Makes the engine of a policy.
   *
   * @param lookup finds the accounts of approvers
   */
  public DecisionEngine(CompiledPolicy policy, AccountLookup<A> lookup) {
    this.policy = policy;
    this.catalogue = policy.catalogue();
    this.roles = policy.roles();
    this.servers = policy.servers();
    this.emergencies = policy.emergencies();
    this.denials = policy.denials();
    this.lookup = lookup;
  }

  /** Decides about a permission that nothing is said of besides. */
  public Decision decide(EngineAccount account, A accounts, Permission permission) {
    checkIsOfThisPolicy(account);
    long[] row = account.row();
    if (row != null) {
      int position = catalogue.indexOf(permission);
      Decision known = position < 0 ? null : unconditionalAnswer(account, row, position);
      if (known != null) {
        return known;
      }
    }
    return decide(account, accounts, AccessRequest.of(account.id(), permission));
  }

  /** Decides about a permission that nothing is said of besides. */
  public Decision decide(EngineAccount account, A accounts, String permission) {
    long[] row = account.row();
    if (row != null) {
      int position = catalogue.indexOf(permission);
      Decision known = position < 0 ? null : unconditionalAnswer(account, row, position);
      if (known != null) {
        return known;
      }
    }
    return decide(account, accounts, AccessRequest.of(account.id(), permission));
  }

  /**
   * Returns the answer about the permission at this position, where it is the same for every
   * request; else null. Allocates nothing.
   *
   * @param row of the account
   */
  private @Nullable Decision unconditionalAnswer(EngineAccount account, long[] row, int position) {
    long bits = AnswerTable.bits(row, position);
    if ((bits & AnswerTable.PERMITTED) != 0) {
      return account.table().permit(position);
    }
    if ((bits & AnswerTable.DEPENDS) == 0) {
      return denials.notGranted;
    }
    return servers.entersServer(position) ? null : account.table().constantAnswer(position);
  }

  /** Decides; the request is of this account. */
  public Decision decide(EngineAccount account, A accounts, AccessRequest request) {
    checkIsOfThisPolicy(account);
    long[] row = account.row();
    if (row == null || request.changesRoles() || request.isUnderLocks()) {
      return byStanding(account, accounts, request);
    }
    int permission = position(request);
    Decision known = unconditionalAnswer(account, row, permission);
    if (known != null) {
      return known;
    }
    return servers.entersServer(permission)
        ? enter(permission, account, accounts, request)
        : answer(
            permission,
            account.first(),
            account.table().entry(permission),
            context(account, accounts, request));
  }

  /** Decides what enters a server, for an account that has a row. */
  private Decision enter(int permission, EngineAccount account, A accounts, AccessRequest request) {
    AnswerTable table = account.table();
    if (table.separationDenial != null) {
      return table.separationDenial;
    }
    CompiledServer server = servers.find(request);
    Decision closed = servers.closedAnswer(server);
    if (closed != null) {
      return orDenied(closed, table.entry(permission), account, accounts, request);
    }
    requireNonNull(server);
    Decision known =
        servers.isSso(permission) ? servers.unconditionalSsoAnswer(server, account.first()) : null;
    return known != null
        ? known
        : enter(
            permission,
            server,
            account.first(),
            table.entry(permission),
            account,
            accounts,
            request);
  }

  /**
   * Finds out whether an account may act at all, and with which roles: steps 1, 2 and 4. Whoever
   * asks that asks here.
   *
   * @param request of this account
   * @throws UnreadableLockException if the policy cannot read a lock, and nothing denies before
   */
  public RequestStanding standing(EngineAccount account, A accounts, AccessRequest request) {
    return standing(account, accounts, request, request.permissionId());
  }

  /**
   * Returns the denial if an account may not act at all from where the request comes (steps 1 and
   * 2), whatever it is that it asks for; else null.
   *
   * @param request of this account; its permission is not looked at
   * @throws UnreadableLockException if the policy cannot read a lock, and nothing denies before
   */
  public @Nullable Decision denialOfAccount(
      EngineAccount account, A accounts, AccessRequest request) {
    RequestStanding standing = standing(account, accounts, request, null);
    return standing.mayAct() ? null : standing.denial();
  }

  private RequestStanding standing(
      EngineAccount account, A accounts, AccessRequest request, @Nullable String permission) {
    Decision inactive = inactive(account, accounts, request.instantOrNull());
    if (inactive != null) {
      return RequestStanding.mayNotAct(inactive);
    }
    RequestLocks locks = locks(request);
    Decision locked = locks == null ? null : locks.denial(permission);
    if (locked != null) {
      return RequestStanding.mayNotAct(locked);
    }
    if (!account.mayActFrom(request.addressOrNull())) {
      return RequestStanding.mayNotAct(denials.accountNetwork(account.account()));
    }
    RoleSet held = rolesOf(account, request);
    if (held == null) {
      return RequestStanding.withoutRoles(denials.instantMissing(account.account()));
    }
    return locks == null ? held.standing() : locks.under(held).standing();
  }

  /** Returns the denial if step 1 has something against the account itself; else null. */
  @Nullable Decision inactive(EngineAccount account, A accounts, @Nullable Instant instant) {
    if (belongsToNobody(account, accounts)) {
      return denials.accountUnknown;
    }
    if (!account.isActive()) {
      return denials.accountDisabled(account.account());
    }
    String undefined = account.undefinedRoleAt(instant);
    return undefined == null ? null : denials.roleUndefined(account.account(), undefined);
  }

  /**
   * Returns whether an account counts as unknown, since the account that it names as its person
   * names yet another one.
   */
  public boolean belongsToNobody(EngineAccount account, A accounts) {
    if (!account.mayBelongToNobody()) {
      return false;
    }
    String person = account.person();
    EngineAccount named = find(accounts, person);
    return named != null && !named.person().equals(person);
  }

  /** Returns the servers on which a request is stopped by a lock on a server or a group. */
  public IdSet serversLockedFor(AccessRequest request) {
    RequestLocks locks = locks(request);
    return locks == null ? IdSet.NONE : locks.lockedServers();
  }

  private @Nullable RequestLocks locks(AccessRequest request) {
    return request.isUnderLocks() ? new RequestLocks(policy, request) : null;
  }

  /**
   * Returns the roles that count for a request: those of its instant, emergencies added, what is
   * not acted with left out. Null if they depend on the instant and there is none.
   */
  private @Nullable RoleSet rolesOf(EngineAccount account, AccessRequest request) {
    RoleSet assigned = account.roleSetAt(request.instantOrNull());
    return assigned == null || !request.changesRoles()
        ? assigned
        : assigned.narrowed(
            request.actingAs(), emergencies.activeRoles(request.staff(), request.emergencies()));
  }

  private Decision byStanding(EngineAccount account, A accounts, AccessRequest request) {
    RequestStanding standing = standing(account, accounts, request);
    Decision denial = standing.denial();
    if (denial != null && !standing.mayAct()) {
      return denial;
    }
    int permission = position(request); // step 3
    if (denial != null) {
      return denial;
    }
    RoleSet held = requireNonNull(standing.roles());
    // A table is for roles that are asked again; those of one request are not.
    PermissionEntry entry =
        request.changesRoles() || held.isUnderLocks()
            ? held.entry(permission)
            : held.table().entry(permission);
    if (!servers.entersServer(permission)) {
      return answer(permission, held, entry, context(account, accounts, request));
    }
    CompiledServer server = servers.find(request);
    Decision closed = servers.closedAnswer(server);
    return closed != null
        ? orDenied(closed, entry, account, accounts, request)
        : enter(permission, requireNonNull(server), held, entry, account, accounts, request);
  }

  /** Returns the answer of the first deny that hits (step 5); another one if none does. */
  private Decision orDenied(
      Decision otherwise,
      PermissionEntry entry,
      EngineAccount account,
      A accounts,
      AccessRequest request) {
    DenyHit hit =
        entry.denies.isEmpty() ? null : entry.firstDenyHit(context(account, accounts, request));
    return hit == null ? otherwise : hit.denied();
  }

  /** Returns the position of the permission that is asked for (step 3). */
  private int position(AccessRequest request) {
    Permission permission = request.permission();
    int position =
        permission == null
            ? catalogue.indexOf(request.permissionId())
            : catalogue.indexOf(permission);
    if (position < 0) {
      throw new UnknownPermissionException(request.permissionId(), catalogue);
    }
    return position;
  }

  /** Steps 5 to 10 for what enters a server. */
  private Decision enter(
      int permission,
      CompiledServer server,
      RoleSet held,
      PermissionEntry entry,
      EngineAccount account,
      A accounts,
      AccessRequest request) {
    Decision known = servers.unconditionalAnswer(permission, server, held, entry);
    return known != null
        ? known
        : servers.decide(permission, server, held, entry, context(account, accounts, request));
  }

  /** Steps 5 to 10 for what enters no server. */
  private Decision answer(
      int permission, RoleSet held, PermissionEntry entry, EvaluationContext context) {
    DenyHit hit = entry.firstDenyHit(context);
    if (hit != null) {
      return hit.denied();
    }
    return entry.candidates.isEmpty()
        ? context.orGrantsLocked(denials.notGranted, new int[] {permission}, held.held())
        : CandidateResolution.of(entry.candidates, denials.notGranted, context);
  }

  /** Returns what the conditions of a request are tested against. */
  public EvaluationContext context(EngineAccount account, A accounts, AccessRequest request) {
    return new EvaluationContext(
        request,
        account.account(),
        request.approvals().isEmpty()
            ? Approvers.NONE
            : staff -> approver(account, accounts, staff, request),
        locks(request));
  }

  private Approvers.@Nullable Approver approver(
      EngineAccount requester, A accounts, String staff, AccessRequest request) {
    EngineAccount approver = find(accounts, staff);
    return approver == null || !mayApprove(requester, approver, accounts, request)
        ? null
        : new Approvers.Approver() {
          @Override
          public String person() {
            return approver.personInLowerCase();
          }

          @Override
          public boolean isPermitted(AccessRequest asked) {
            return DecisionEngine.this.isPermitted(approver, accounts, asked);
          }
        };
  }

  /**
   * Returns whether an approver may approve at all what somebody asks for: somebody else, and
   * nobody whom step 1 denies at the instant of the request.
   */
  public boolean mayApprove(
      EngineAccount requester, EngineAccount approver, A accounts, AccessRequest request) {
    return !requester.mayBeOfTheSamePersonAs(approver)
        && inactive(approver, accounts, request.instantOrNull()) == null;
  }

  private boolean isPermitted(EngineAccount approver, A accounts, AccessRequest asked) {
    checkArgument(approver.id().equals(asked.staff()), "the request is not of this account");
    return decide(approver, accounts, asked).permitted();
  }

  /** Finds an account where the caller keeps it; null if there is none of exactly this id. */
  public @Nullable EngineAccount find(A accounts, String staff) {
    return lookup.find(accounts, staff);
  }

  /** Decides, and explains how. Each approver is looked up once. */
  public Explanation explain(EngineAccount account, A accounts, AccessRequest request) {
    Map<String, Optional<EngineAccount>> found = new HashMap<>();
    return new DecisionEngine<Function<String, Optional<EngineAccount>>>(
            policy, (once, staff) -> once.apply(staff).orElse(null))
        .explanation(
            account,
            staff -> found.computeIfAbsent(staff, id -> Optional.ofNullable(find(accounts, id))),
            request);
  }

  private Explanation explanation(EngineAccount account, A accounts, AccessRequest request) {
    Decision decision = decide(account, accounts, request);
    if (request.isUnderLocks() && inactive(account, accounts, request.instantOrNull()) != null) {
      return Explanation.of(request, decision); // before any lock was read
    }
    RoleSet held = rolesOf(account, request);
    RequestLocks locks = locks(request);
    held = held == null || locks == null ? held : locks.under(held);
    int permission = catalogue.indexOf(request.permissionId());
    if (held == null || permission < 0) {
      return Explanation.of(request, decision);
    }
    EvaluationContext context = context(account, accounts, request);
    PermissionEntry entry = held.entry(permission);
    List<DenyHit> denies = new ArrayList<>(entry.denies);
    List<Candidate> candidates = entry.candidates;
    List<Candidate> taken = List.of();
    if (servers.entersServer(permission)) {
      denies.addAll(servers.ssoDenyHits(permission, held));
      candidates = servers.candidates(permission, held, entry, context);
      taken = servers.takenCandidates(permission, held, context);
    }
    return new Explainer(context, new ApprovalExplainer<>(this, account, accounts, request))
        .explain(decision, denies, candidates, taken);
  }

  private void checkIsOfThisPolicy(EngineAccount account) {
    checkArgument(account.isOf(roles), "the account was made by another policy");
  }
}
