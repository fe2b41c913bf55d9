package dev.staffgate.analysis.diff;

import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roles that accounts have in either of two policies: assigned ones, those of emergencies, and
 * those included. Not thread-safe.
 */
public final class RoleHolders {
  private final List<PolicyDocument> documents;
  private final Map<String, Set<String>> known = new HashMap<>();

  /** Prepares the answers for two policies. */
  public RoleHolders(Policy before, Policy after) {
    this.documents = List.of(before.document(), after.document());
  }

  /** Returns the roles of an account. */
  public Set<String> rolesOf(String account) {
    return known.computeIfAbsent(account, this::findRolesOf);
  }

  private Set<String> findRolesOf(String account) {
    Set<String> roles = new HashSet<>();
    for (PolicyDocument document : documents) {
      StaffAccount found = document.staff().get(account);
      if (found != null) {
        found.roles().forEach(one -> addReached(document, one.role().id(), roles));
      }
      for (Emergency emergency : document.emergencies().values()) {
        if (emergency.holders().contains(account)) {
          addReached(document, emergency.role().id(), roles);
        }
      }
    }
    return roles;
  }

  /** Returns the roles that a role leads to, itself and its former names among them. */
  public Set<String> reachedFrom(String name) {
    Set<String> roles = new HashSet<>();
    documents.forEach(document -> addReached(document, name, roles));
    return roles;
  }

  private static void addReached(PolicyDocument document, String from, Set<String> all) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String id = open.pop();
      if (seen.add(id)) {
        Role role = document.roles().get(id);
        if (role != null) {
          role.includes().forEach(one -> open.push(one.id()));
        } else {
          document.roles().values().stream()
              .filter(one -> one.formerly().stream().map(NameRef::id).anyMatch(id::equals))
              .forEach(one -> open.push(one.id()));
        }
      }
    }
    all.addAll(seen);
  }
}
