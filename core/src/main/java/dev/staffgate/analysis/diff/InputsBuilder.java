package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.diff.IncludedRoles.IncludedRole;
import dev.staffgate.analysis.diff.PolicySide.ListedServer;
import dev.staffgate.analysis.diff.PolicySide.PathGrant;
import dev.staffgate.analysis.diff.SubjectInputs.DenyInput;
import dev.staffgate.analysis.diff.SubjectInputs.GrantInput;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.analysis.diff.SubjectInputs.SeparationInput;
import dev.staffgate.analysis.diff.SubjectInputs.ServerInput;
import dev.staffgate.analysis.diff.SubjectInputs.Span;
import dev.staffgate.analysis.diff.SubjectInputs.WayInput;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what one policy looks at for one account. */
final class InputsBuilder {
  private final PolicySide side;
  private final @Nullable StaffAccount account;
  private final boolean active;
  private final List<RootInput> roots;
  private final UnaryOperator<ConditionTest> approvals;

  private InputsBuilder(
      PolicySide side,
      @Nullable StaffAccount account,
      List<RootInput> roots,
      UnaryOperator<ConditionTest> approvals) {
    this.side = side;
    this.account = account;
    this.active = account == null || !account.disabled();
    this.roots = roots;
    this.approvals = approvals;
  }

  /**
   * Returns the collector for an account of the document.
   *
   * @param approvals makes of a condition on approval what it is for this account
   */
  static InputsBuilder ofAccount(
      PolicySide side, StaffAccount account, UnaryOperator<ConditionTest> approvals) {
    return new InputsBuilder(side, account, roots(side, account), approvals);
  }

  /** Returns the collector for any account of a directory that has some of these roles. */
  static InputsBuilder ofRoots(
      PolicySide side, List<RootInput> roots, UnaryOperator<ConditionTest> approvals) {
    return new InputsBuilder(side, null, roots, approvals);
  }

  /** Returns the roles where paths of an account begin, by id. */
  static List<RootInput> roots(PolicySide side, StaffAccount account) {
    Map<String, List<Span>> spans = new TreeMap<>();
    for (Assignment one : account.roles()) {
      spans
          .computeIfAbsent(one.role().id(), unseen -> new ArrayList<>())
          .add(new Span(one.from(), one.until()));
    }
    Map<String, ImmutableSortedSet<String>> emergencies = side.emergencies(account.id());
    emergencies.keySet().forEach(role -> spans.putIfAbsent(role, List.of()));
    List<RootInput> roots = new ArrayList<>();
    spans.forEach(
        (role, times) ->
            roots.add(
                new RootInput(
                    role,
                    times,
                    Optional.empty(),
                    emergencies.getOrDefault(role, ImmutableSortedSet.of()))));
    return roots;
  }

  List<RootInput> roots() {
    return roots;
  }

  /** Returns what counts for a permission. */
  SubjectInputs inputs(String permission) {
    if (!active || !side.knows(permission)) {
      return SubjectInputs.NOBODY;
    }
    List<DenyInput> denies = denies(permission);
    List<GrantInput> grants = grants(permission);
    if (grants.isEmpty()) {
      return SubjectInputs.NOBODY; // denied, for whatever reason
    }
    List<SeparationInput> separations = separations();
    Optional<Map<String, ServerInput>> servers =
        PolicySide.entersServer(permission) ? Optional.of(servers(permission)) : Optional.empty();
    if (servers.isPresent() && servers.get().isEmpty()) {
      return SubjectInputs.NOBODY;
    }
    Set<String> needed = new LinkedHashSet<>();
    denies.forEach(deny -> needed.add(deny.root()));
    grants.forEach(grant -> needed.add(grant.root()));
    separations.forEach(rule -> rule.members().forEach(needed::addAll));
    servers.ifPresent(
        all ->
            all.values()
                .forEach(one -> one.ways().forEach(way -> way.root().ifPresent(needed::add))));
    return new SubjectInputs(
        true,
        roots.stream().flatMap(root -> root.spans().stream()).anyMatch(one -> !one.isForGood()),
        account == null ? Optional.empty() : account.networks().map(side.conditions()::networks),
        roots.stream().filter(root -> needed.contains(root.role())).toList(),
        denies,
        grants,
        separations,
        servers);
  }

  private ConditionTest test(Condition condition) {
    ConditionTest test = side.conditions().test(condition, account);
    return test instanceof ConditionTest.Approved ? approvals.apply(test) : test;
  }

  private List<ConditionTest> tests(Collection<Condition> conditions) {
    return conditions.stream().map(this::test).distinct().toList();
  }

  private List<DenyInput> denies(String permission) {
    Set<String> asked = new LinkedHashSet<>(side.sources(permission));
    asked.add(permission);
    Set<DenyInput> denies = new LinkedHashSet<>();
    for (RootInput root : roots) {
      for (Role denying : side.denying(root.role())) {
        for (Deny deny : denying.denies()) {
          for (String one : asked) {
            if (PolicySide.names(deny.permissions(), one)) {
              denies.add(
                  new DenyInput(root.role(), one, ImmutableSet.copyOf(tests(deny.conditions()))));
            }
          }
        }
      }
    }
    return List.copyOf(denies);
  }

  // The order counts for the panel user alone.
  private List<GrantInput> grants(String permission) {
    List<String> sources = side.sources(permission);
    List<PathGrant> found = new ArrayList<>();
    for (RootInput root : roots) {
      found.addAll(side.grants(root.role(), permission));
    }
    boolean sso = permission.equals(Permission.SERVER_SSO);
    if (sso) {
      found.sort(Comparator.comparing(one -> one.grant().at(), Place.ORDER));
    }
    List<GrantInput> grants = new ArrayList<>();
    for (PathGrant one : found) {
      grants.add(
          new GrantInput(
              one.root(),
              tests(one.conditions()),
              sources.stream()
                  .filter(source -> PolicySide.names(one.grant().permissions(), source))
                  .toList()));
    }
    return grants.stream().distinct().toList();
  }

  /** Returns the rules of separation that may be broken. */
  List<SeparationInput> separations() {
    List<SeparationInput> rules = new ArrayList<>();
    for (SeparationRule rule : side.document().separate()) {
      List<ImmutableSortedSet<String>> members = new ArrayList<>();
      for (NameRef member : rule.members()) {
        ImmutableSortedSet<String> from = rootsHolding(rule, member.id());
        if (!from.isEmpty()) {
          members.add(from);
        }
      }
      if (members.size() > rule.atMost()) {
        rules.add(new SeparationInput(rule.within(), rule.atMost(), members));
      }
    }
    return List.copyOf(rules);
  }

  private ImmutableSortedSet<String> rootsHolding(SeparationRule rule, String member) {
    return roots.stream()
        .map(RootInput::role)
        .filter(
            role ->
                rule.of() == SeparationRule.Of.ROLES
                    ? side.reached(role).contains(member)
                    : side.countsAsHolding(role, member))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private Map<String, ServerInput> servers(String permission) {
    Map<String, ServerInput> servers = new LinkedHashMap<>();
    boolean sso = permission.equals(Permission.SERVER_SSO);
    side.servers()
        .forEach(
            (id, listed) -> {
              List<WayInput> ways = listed.map(one -> ways(one, sso)).orElse(List.of());
              if (!ways.isEmpty()) {
                servers.put(id, new ServerInput(ways));
              }
            });
    return servers;
  }

  private List<WayInput> ways(ListedServer server, boolean sso) {
    if (!server.restricted()) {
      return List.of(
          new WayInput(
              Optional.empty(),
              tests(server.requires()),
              sso ? Optional.of(server.userOf(Optional.empty())) : Optional.empty()));
    }
    List<WayInput> ways = new ArrayList<>();
    for (Server.SsoRole listed : server.roles()) {
      for (RootInput root : roots) {
        for (IncludedRole included : side.included(root.role())) {
          if (included.role().id().equals(listed.role().id())) {
            List<Condition> all = new ArrayList<>(server.requires());
            all.addAll(included.requires());
            ways.add(
                new WayInput(
                    Optional.of(root.role()),
                    tests(all),
                    sso ? Optional.of(server.userOf(listed.as())) : Optional.empty()));
          }
        }
      }
    }
    return ways;
  }
}
