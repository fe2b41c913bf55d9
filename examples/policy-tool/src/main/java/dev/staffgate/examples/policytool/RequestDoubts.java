package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what in a request may be a slip, though it can be answered: names that the program which
 * asks may know, and the policy does not; circumstances that the account does not have.
 */
final class RequestDoubts {
  private final PolicyDocument document;
  private final AccessRequest request;
  private final List<String> doubts = new ArrayList<>();

  private RequestDoubts(PolicyDocument document, AccessRequest request) {
    this.document = document;
    this.request = request;
  }

  /**
   * Returns a sentence for each.
   *
   * @param request of the empty id, where the question is who
   */
  static List<String> in(AccessRequest request, PolicyDocument document) {
    RequestDoubts all = new RequestDoubts(document, request);
    all.addOfAccount();
    all.addOfResources();
    all.addOfAttributes();
    all.addOfLocks();
    return all.doubts;
  }

  private void addOfAccount() {
    String id = request.staff();
    if (id.isEmpty()) {
      return;
    }
    addIfUnknown("staff", id, document.staff().keySet());
    StaffAccount account = document.staff().get(id);
    if (account == null) {
      return;
    }
    for (String role : request.actingAs()) {
      if (account.roles().stream().noneMatch(one -> one.role().id().equals(role))) {
        doubts.add("role `" + role + "` is not assigned to `" + id + "`, and so adds nothing");
      }
    }
    for (String one : request.emergencies()) {
      Emergency emergency = document.emergencies().get(one);
      if (emergency != null && !emergency.holders().contains(id)) {
        doubts.add("`" + id + "` is not among the holders of the emergency `" + one + "`");
      }
    }
  }

  private void addOfResources() {
    addIfUnknown("server", request.resources().get("server"), document.servers().keySet());
    addIfUnknown(
        "department",
        request.resources().get("department"),
        document.departments().stream().map(NameRef::id).toList());
    Set<String> known = resourceTypes();
    request.resources().keySet().forEach(type -> addIfUnseen("resources of the type", type, known));
  }

  /** Those that a condition, a route, an account or the catalogue speaks of. */
  private Set<String> resourceTypes() {
    Set<String> all = new TreeSet<>(PolicyConditions.resourceTypes(document));
    all.add("server");
    all.add("department");
    document.routes().forEach(route -> all.addAll(route.resource().keySet()));
    document.staff().values().forEach(one -> all.addAll(one.assigned().keySet()));
    for (Permission permission : document.catalogue().all()) {
      all.add(permission.id().substring(0, permission.id().indexOf('.')));
    }
    return all;
  }

  private void addOfAttributes() {
    Set<String> known = PolicyConditions.attributes(document);
    request.attributes().keySet().forEach(name -> addIfUnseen("the attribute", name, known));
  }

  private void addOfLocks() {
    for (Lock lock : request.locks()) {
      switch (lock.target()) {
        case STAFF -> addIfUnknown("staff", lock.name(), document.staff().keySet());
        case SERVER -> addIfUnknown("server", lock.name(), document.servers().keySet());
        case EVERYBODY, PERMISSION, SERVER_GROUP, ROLE -> {}
      }
    }
  }

  private void addIfUnknown(String what, @Nullable String name, Collection<String> known) {
    if (name != null && !known.contains(name)) {
      doubts.add(PolicyNames.missing(what, name, known));
    }
  }

  private void addIfUnseen(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      doubts.add(
          "no condition of the policy looks at "
              + what
              + " `"
              + name
              + "`"
              + PolicyNames.nearest(name, known));
    }
  }
}
