package dev.staffgate.proof;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.generators.EdgeValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests that say something else than a given one, or less. */
final class RequestVariants {
  private RequestVariants() {}

  /** All of it, for a failure. */
  static String told(AccessRequest request) {
    return request
        + " with "
        + request.attributes()
        + ", second factor at "
        + request.secondFactorAt()
        + ", acting as "
        + request.actingAs()
        + ", in "
        + request.emergencies()
        + ", approved "
        + request.approvals()
        + ", under "
        + request.locks();
  }

  /**
   * The request with nothing but what the person says alone: all roles, no emergency, and no lock
   * that asks for one.
   */
  static AccessRequest plainly(AccessRequest request) {
    return actingAsAll(request)
        .inEmergencies()
        .underLocks(request.locks().stream().filter(lock -> !lock.sparesEmergencies()).toList());
  }

  /** The request with no role named that is acted with. */
  static AccessRequest actingAsAll(AccessRequest request) {
    return request.actingAs(new String[0]);
  }

  /** The request with one fact less, for each fact that it gives, and with none at all. */
  static List<AccessRequest> without(AccessRequest request) {
    List<AccessRequest> poorer = new ArrayList<>();
    Map<String, String> resources = request.resources();
    Map<String, String> attributes = request.attributes();
    if (request.from().isPresent()) {
      poorer.add(copy(request, resources, attributes, false, true, true));
    }
    if (request.at().isPresent()) {
      poorer.add(copy(request, resources, attributes, true, false, true));
    }
    if (request.secondFactorAt().isPresent()) {
      poorer.add(copy(request, resources, attributes, true, true, false));
    }
    for (String type : resources.keySet()) {
      poorer.add(copy(request, less(resources, type), attributes, true, true, true));
    }
    for (String name : attributes.keySet()) {
      poorer.add(copy(request, resources, less(attributes, name), true, true, true));
    }
    for (int i = 0; i < request.approvals().size(); i++) {
      List<GivenApproval> fewer = new ArrayList<>(request.approvals());
      GivenApproval left = fewer.remove(i);
      poorer.add(approvedBy(request, fewer));
      // The roles that the approver acted with stay: they narrow, and less of them permits more.
      fewer.add(
          i,
          GivenApproval.of(left.by(), left.at())
              .withActingAs(left.actingAs().toArray(String[]::new)));
      poorer.add(approvedBy(request, fewer));
    }
    poorer.add(copy(request, Map.of(), Map.of(), false, false, false).approvedBy());
    return poorer;
  }

  static AccessRequest approvedBy(AccessRequest request, List<GivenApproval> approvals) {
    return request.approvedBy(approvals.toArray(GivenApproval[]::new));
  }

  private static Map<String, String> less(Map<String, String> all, String key) {
    Map<String, String> fewer = new LinkedHashMap<>(all);
    fewer.remove(key);
    return fewer;
  }

  private static AccessRequest copy(
      AccessRequest request,
      Map<String, String> resources,
      Map<String, String> attributes,
      boolean address,
      boolean instant,
      boolean secondFactor) {
    AccessRequest copy =
        AccessRequest.of(request.staff(), request.permissionId())
            .actingAs(request.actingAs().toArray(String[]::new))
            .inEmergencies(request.emergencies().toArray(String[]::new))
            .underLocks(request.locks());
    for (var resource : resources.entrySet()) {
      copy = copy.on(resource.getKey(), resource.getValue());
    }
    for (var attribute : attributes.entrySet()) {
      copy = copy.with(attribute.getKey(), attribute.getValue());
    }
    if (address && request.from().isPresent()) {
      copy = copy.from(request.from().get());
    }
    if (instant && request.at().isPresent()) {
      copy = copy.at(request.at().get());
    }
    if (secondFactor && request.secondFactorAt().isPresent()) {
      copy = copy.secondFactorAt(request.secondFactorAt().get());
    }
    return approvedBy(copy, request.approvals());
  }

  /** The request with one lock more, before or after the others. */
  static AccessRequest under(AccessRequest request, Lock lock, boolean first) {
    List<Lock> locks = new ArrayList<>(request.locks());
    locks.add(first ? 0 : locks.size(), lock);
    return request.underLocks(locks);
  }

  /** The request without the locks that it is under because of what it names. */
  static AccessRequest withoutServerLocks(AccessRequest request) {
    return request.underLocks(
        request.locks().stream()
            .filter(lock -> lock.target() != Lock.Target.SERVER)
            .filter(lock -> lock.target() != Lock.Target.SERVER_GROUP)
            .toList());
  }

  /** The request with an older second factor, unless it has none or one that does not count yet. */
  static Optional<AccessRequest> withOlderSecondFactor(AccessRequest request, Duration by) {
    if (request.at().isEmpty() || request.secondFactorAt().isEmpty()) {
      return Optional.empty();
    }
    Instant verified = request.secondFactorAt().get();
    return verified.isAfter(request.at().get().plusSeconds(60))
        ? Optional.empty()
        : EdgeValues.allowed(verified.minus(by)).map(request::secondFactorAt);
  }
}
