package dev.staffgate.policy.engine;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of policy reference, section 4, for one policy.
 *
 * <p>Most decisions need few of them: an account that may act from anywhere and has its roles for
 * good has a row ({@link CompiledAccount#row}), and what that answers does not depend on the
 * request. On that way nothing is allocated.
 */
public final class DecisionEngine {
  private final Policy policy;
  private final Catalogue catalogue;
  private final ServerRules servers;
  private final ImmutableMap<String, ActiveEmergency> emergencies;
  private final StandardDenials answers;

  /** Whom an emergency gives what, while it is active. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record ActiveEmergency(ImmutableSet<String> holders, int[] role) {}

  public DecisionEngine(
      Policy policy,
      PolicyDocument document,
      PolicyCompiler compiler,
      ServerRules servers,
      StandardDenials answers) {
    this.policy = policy;
    this.catalogue = policy.catalogue();
    this.servers = servers;
    this.answers = answers;
    this.emergencies =
        document.emergencies().values().stream()
            .collect(
                toImmutableMap(
                    Emergency::id,
                    one ->
                        new ActiveEmergency(
                            ImmutableSet.copyOf(one.holders()),
                            compiler.assignable(List.of(one.role().id())))));
  }

  /** Decides about a permission that nothing is said of besides. */
  public Decision decide(CompiledAccount account, Accounts accounts, Permission permission) {
    checkArgument(account.isOf(policy), "the account was made by another policy");
    long[] row = account.row();
    if (row != null) {
      int position = catalogue.indexOf(permission);
      Decision always = position < 0 ? null : always(account, row, position);
      if (always != null) {
        return always;
      }
    }
    return decide(account, accounts, AccessRequest.of(account.account().id(), permission));
  }

  /** Decides about a permission that nothing is said of besides. */
  public Decision decide(CompiledAccount account, Accounts accounts, String permission) {
    long[] row = account.row();
    if (row != null) {
      int position = catalogue.indexOf(permission);
      Decision always = position < 0 ? null : always(account, row, position);
      if (always != null) {
        return always;
      }
    }
    return decide(account, accounts, AccessRequest.of(account.account().id(), permission));
  }

  /**
   * The answer about the permission at this position, where it is the same for every request; else
   * null. Allocates nothing.
   *
   * @param row of the account
   */
  private @Nullable Decision always(CompiledAccount account, long[] row, int position) {
    long said = AnswerTable.said(row, position);
    if ((said & AnswerTable.PERMITTED) != 0) {
      return account.table().permit(position);
    }
    if ((said & AnswerTable.MORE) == 0) {
      return answers.notGranted;
    }
    return servers.bind(position) ? null : account.table().same(position);
  }

  /** Decides; the request is of this account. */
  public Decision decide(CompiledAccount account, Accounts accounts, AccessRequest request) {
    checkArgument(account.isOf(policy), "the account was made by another policy");
    long[] row = account.row();
    if (row == null || request.changesRoles()) {
      Decision refused = beforeRoles(account, request);
      return refused != null ? refused : byRoles(account, accounts, request);
    }
    int permission = position(request);
    Decision always = always(account, row, permission);
    if (always != null) {
      return always;
    }
    return servers.bind(permission)
        ? enter(permission, account, accounts, request)
        : answer(
            account.table().entry(permission),
            new EvaluationContext(request, account.account(), policy, accounts));
  }

  /** Decides what enters a server, for an account that has a row. */
  private Decision enter(
      int permission, CompiledAccount account, Accounts accounts, AccessRequest request) {
    CompiledServer server = servers.find(request);
    Decision shut = servers.shut(server);
    if (shut != null) {
      return shut;
    }
    AnswerTable table = account.table();
    if (table.broken != null) {
      return table.broken;
    }
    requireNonNull(server);
    Decision always = servers.isSignOn(permission) ? servers.signOn(server, account.first()) : null;
    return always != null
        ? always
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
   * Steps 1 to 3, and whether the server that is to be entered is there. Null if nothing is against
   * it so far.
   */
  private @Nullable Decision beforeRoles(CompiledAccount account, AccessRequest request) {
    if (account.account().disabled()) {
      return answers.accountDisabled(account.account());
    }
    if (account.locked()) {
      return answers.accountLocked;
    }
    if (!policy.mayActFrom(account, request.addressOrNull())) {
      return answers.accountNetwork(account.account());
    }
    return servers.bind(position(request)) ? servers.shut(servers.find(request)) : null;
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

  /** Steps 4 to 10. */
  private Decision byRoles(CompiledAccount account, Accounts accounts, AccessRequest request) {
    RoleSet assigned = account.roleSetAt(request.instantOrNull());
    if (assigned == null) {
      return answers.instantMissing(account.account());
    }
    int permission = position(request);
    boolean changes = request.changesRoles();
    RoleSet roles = changes ? changed(assigned, request) : assigned;
    Decision broken = changes ? roles.broken() : roles.table().broken;
    if (broken != null) {
      return broken;
    }
    PermissionEntry entry = changes ? roles.entry(permission) : roles.table().entry(permission);
    return servers.bind(permission)
        ? enter(
            permission,
            requireNonNull(servers.find(request)),
            roles,
            entry,
            account,
            accounts,
            request)
        : answer(entry, new EvaluationContext(request, account.account(), policy, accounts));
  }

  /** Steps 5 to 10 for what enters a server. */
  private Decision enter(
      int permission,
      CompiledServer server,
      RoleSet roles,
      PermissionEntry entry,
      CompiledAccount account,
      Accounts accounts,
      AccessRequest request) {
    Decision always = servers.always(permission, server, roles, entry);
    return always != null
        ? always
        : servers.decide(
            permission,
            server,
            roles,
            entry,
            new EvaluationContext(request, account.account(), policy, accounts));
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

  /** Steps 5 to 10 for what enters no server. */
  private Decision answer(PermissionEntry entry, EvaluationContext situation) {
    DenyHit hit = entry.firstHit(situation);
    return hit != null
        ? hit.denied()
        : CandidateResolution.of(entry.candidates, answers.notGranted, situation);
  }

  /** Decides, and says how. */
  public Explanation explain(CompiledAccount account, Accounts accounts, AccessRequest request) {
    Map<String, Optional<CompiledAccount>> found = new HashMap<>();
    Accounts seen = id -> found.computeIfAbsent(id, accounts::find);
    Decision decision = decide(account, seen, request);
    EvaluationContext situation = new EvaluationContext(request, account.account(), policy, seen);
    RoleSet assigned = account.roleSetAt(request.instantOrNull());
    int permission = catalogue.indexOf(request.permissionId());
    if (assigned == null || permission < 0) {
      return Explanation.of(request, decision);
    }
    RoleSet roles = request.changesRoles() ? changed(assigned, request) : assigned;
    PermissionEntry entry = roles.entry(permission);
    List<DenyHit> refusals = new ArrayList<>(entry.refusals);
    List<Candidate> candidates = entry.candidates;
    if (servers.bind(permission)) {
      refusals.addAll(servers.moreRefusals(permission, roles));
      candidates = servers.candidates(permission, roles, entry, situation);
    }
    return new Explainer(situation).explain(decision, refusals, candidates);
  }
}
