package dev.staffgate.analysis;

import static java.util.Comparator.comparing;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import dev.staffgate.analysis.CoverageItem.Goal;
import dev.staffgate.analysis.CoverageItem.Kind;
import dev.staffgate.decision.Way;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The marks of everything in a document that tests can reach. Not thread-safe.
 *
 * <p>Entries are told apart as objects: two that are equal stand at two places.
 */
final class CoverageMarks {
  private static final Set<Goal> OF_CONDITION = EnumSet.of(Goal.TRUE, Goal.FALSE, Goal.DECIDES);

  private final List<CoverageMark> all = new ArrayList<>();
  private final IdentityHashMap<PermissionPattern, List<CoverageMark>> patterns =
      new IdentityHashMap<>();
  private final IdentityHashMap<Condition, List<CoverageMark>> conditions = new IdentityHashMap<>();
  private final Map<String, CoverageMark> roles = new HashMap<>();
  private final Map<String, CoverageMark> servers = new HashMap<>();

  CoverageMarks(PolicyDocument document) {
    addConditions(document.defaults().requires(), "defaults");
    addConditions(document.defaults().sensitiveRequires(), "defaults for sensitive permissions");
    Set<String> leading = leadingToRules(document);
    document.roles().values().forEach(role -> addRole(role, leading.contains(role.id())));
    document.servers().values().forEach(this::addServer);
  }

  private void addRole(Role role, boolean leadsToRules) {
    String of = " of role `" + role.id() + "`";
    if (leadsToRules) {
      roles.put(role.id(), add(Kind.ROLE, role.at(), "role `" + role.id() + "`", Goal.USED));
    }
    addConditions(role.requires(), "role `" + role.id() + "`");
    for (Grant grant : role.grants()) {
      for (PermissionPattern pattern : grant.permissions()) {
        addPattern(Kind.GRANT, pattern, "grant `" + pattern + "`" + of, Goal.PERMITS);
      }
      addConditions(grant.conditions(), "grant `" + first(grant.permissions()) + "`" + of);
    }
    for (Deny deny : role.denies()) {
      for (PermissionPattern pattern : deny.permissions()) {
        addPattern(Kind.DENY, pattern, "deny `" + pattern + "`" + of, Goal.HITS);
      }
      addConditions(deny.conditions(), "deny `" + first(deny.permissions()) + "`" + of);
    }
  }

  // A role that leads to no rule does nothing that a test could show.
  private static Set<String> leadingToRules(PolicyDocument document) {
    SetMultimap<String, String> includedBy = HashMultimap.create();
    Deque<String> open = new ArrayDeque<>(List.of(Role.FULL_ADMINISTRATOR));
    for (Role role : document.roles().values()) {
      role.includes().forEach(one -> includedBy.put(one.id(), role.id()));
      if (!role.grants().isEmpty() || !role.denies().isEmpty()) {
        open.add(role.id());
      }
    }
    Set<String> leading = new HashSet<>();
    while (!open.isEmpty()) {
      String id = open.pop();
      if (leading.add(id)) {
        open.addAll(includedBy.get(id));
      }
    }
    return leading;
  }

  private static String first(List<PermissionPattern> patterns) {
    return patterns.get(0) + (patterns.size() > 1 ? ", …" : "");
  }

  private void addServer(Server server) {
    String what = "server `" + server.id() + "`";
    servers.put(server.id(), add(Kind.SERVER, server.at(), what, Goal.ENTERED));
    server.sso().ifPresent(sso -> addConditions(sso.requires(), what));
  }

  private void addPattern(Kind kind, PermissionPattern pattern, String what, Goal goal) {
    patterns
        .computeIfAbsent(pattern, unseen -> new ArrayList<>())
        .add(add(kind, pattern.at(), what, goal));
  }

  private void addConditions(List<Condition> written, String of) {
    for (Condition one : written) {
      CoverageMark mark =
          new CoverageMark(
              Kind.CONDITION, one.at(), "condition `" + Way.text(one) + "` of " + of, OF_CONDITION);
      all.add(mark);
      conditions.computeIfAbsent(one, unseen -> new ArrayList<>()).add(mark);
    }
  }

  private CoverageMark add(Kind kind, Place place, String what, Goal goal) {
    CoverageMark mark = new CoverageMark(kind, place, what, EnumSet.of(goal));
    all.add(mark);
    return mark;
  }

  /** Notes of a condition that a test shows it so. */
  void reach(Condition condition, Goal goal) {
    conditions.getOrDefault(condition, List.of()).forEach(mark -> mark.reach(goal));
  }

  /** Returns whether a test shows a condition so, or none is to. */
  boolean has(Condition condition, Goal goal) {
    return conditions.getOrDefault(condition, List.of()).stream().allMatch(mark -> mark.has(goal));
  }

  /** Notes of a permission of a grant or a deny that a test shows it so. */
  void reach(PermissionPattern pattern, Goal goal) {
    patterns.getOrDefault(pattern, List.of()).forEach(mark -> mark.reach(goal));
  }

  /** Notes of roles that a test uses them. */
  void reachRoles(List<String> path) {
    for (String id : path) {
      CoverageMark mark = roles.get(id);
      if (mark != null) {
        mark.reach(Goal.USED);
      }
    }
  }

  /** Notes of a server that a test enters it. */
  void reachServer(String id) {
    CoverageMark mark = servers.get(id);
    if (mark != null) {
      mark.reach(Goal.ENTERED);
    }
  }

  /** Returns the items, by place. */
  List<CoverageItem> items() {
    return all.stream()
        .map(CoverageMark::item)
        .sorted(comparing(CoverageItem::place, Place.ORDER))
        .toList();
  }
}
