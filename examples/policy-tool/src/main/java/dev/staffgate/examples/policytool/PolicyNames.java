package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.policy.Policy;
import dev.staffgate.text.NearestText;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a policy knows. A name that is misspelt adds nothing to a request, and an answer
 * that leaves it out in silence looks like an answer to the question.
 */
final class PolicyNames {
  private final Policy policy;
  private final PolicyDocument document;

  PolicyNames(Policy policy) {
    this.policy = policy;
    this.document = policy.document();
  }

  /**
   * Checks an account.
   *
   * @throws IllegalArgumentException if the policy has none of this id; with a sentence
   */
  void requireStaff(String id) {
    require("staff", id, document.staff().keySet());
  }

  /** Checks a server, as {@link #requireStaff} does an account. */
  void requireServer(String id) {
    require("server", id, document.servers().keySet());
  }

  /**
   * Checks the roles, emergencies, approvers and locks of a request.
   *
   * @throws IllegalArgumentException if one names what the policy does not have; with a sentence
   */
  void requireCircumstances(AccessRequest request) {
    request.actingAs().forEach(this::requireRole);
    request.emergencies().forEach(id -> require("emergency", id, document.emergencies().keySet()));
    for (GivenApproval approval : request.approvals()) {
      requireStaff(approval.by());
      approval.actingAs().forEach(this::requireRole);
    }
    request.locks().forEach(this::requireLock);
  }

  private void requireRole(String id) {
    document.roles().values().stream()
        .filter(role -> role.formerly().stream().map(NameRef::id).anyMatch(id::equals))
        .findFirst()
        .ifPresent(
            role -> {
              throw new IllegalArgumentException(
                  "the policy has no role `" + id + "`; it is called `" + role.id() + "` now");
            });
    require("role", id, roles());
  }

  private Set<String> roles() {
    Set<String> all = new TreeSet<>(document.roles().keySet());
    all.add(Role.FULL_ADMINISTRATOR);
    return all;
  }

  /** Accounts and servers need not be defined: a policy reads their locks all the same. */
  private void requireLock(Lock lock) {
    switch (lock.target()) {
      case EVERYBODY, STAFF, SERVER -> {}
      case ROLE -> {
        Set<String> all = roles();
        document.roles().values().stream()
            .flatMap(role -> role.formerly().stream())
            .forEach(name -> all.add(name.id()));
        require("role", lock.name(), all);
      }
      case SERVER_GROUP -> require("server group", lock.name(), document.serverGroups().keySet());
      case PERMISSION -> {
        List<String> all = policy.catalogue().all().stream().map(Permission::id).toList();
        if (all.stream().noneMatch(lock::isOnPermission)) {
          require("permission", lock.name(), all);
        }
      }
    }
  }

  private static void require(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(missing(what, name, known));
    }
  }

  /** Returns the sentence that the policy does not have something, with the name that is near. */
  static String missing(String what, String name, Collection<String> known) {
    return "the policy has no " + what + " `" + name + "`" + nearest(name, known);
  }

  /** Returns the known name that may have been meant, as the end of a sentence; empty if none. */
  static String nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .or(() -> NearestText.to(name, known))
        .map(near -> "; did you mean `" + near + "`?")
        .orElse("");
  }
}
