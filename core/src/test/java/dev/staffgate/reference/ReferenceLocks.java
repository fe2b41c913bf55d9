package dev.staffgate.reference;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ServerGroup;
import java.util.Optional;

/** Policy reference, section 4, "locks", written down plainly: what each of them hits or takes. */
final class ReferenceLocks {
  private static final String LIFTING = "lock.lift";

  private final PolicyDocument document;
  private final ReferenceRoles roles;

  ReferenceLocks(PolicyDocument document, ReferenceRoles roles) {
    this.document = document;
    this.roles = roles;
  }

  /**
   * "A role, server group or permission that the policy does not define, or a wildcard that matches
   * nothing in it, cannot be read (an account or server need not be defined): that is an error".
   *
   * @throws UnreadableLockException for the first such lock
   */
  void requireReadable(AccessRequest asked) {
    for (Lock lock : asked.locks()) {
      boolean readable =
          switch (lock.target()) {
            case EVERYBODY, STAFF, SERVER -> true;
            case PERMISSION -> matchesSomething(lock);
            case SERVER_GROUP -> document.serverGroups().containsKey(lock.name());
            case ROLE -> roles.named(lock.name()).isPresent();
          };
      if (!readable) {
        throw new UnreadableLockException(lock);
      }
    }
  }

  private boolean matchesSomething(Lock lock) {
    for (Permission permission : document.catalogue().all()) {
      if (isOn(lock, permission.id())) {
        return true;
      }
    }
    return false;
  }

  /** Step 1: "the first in the order handed over speaks". */
  Optional<Lock> firstHit(AccessRequest asked) {
    for (Lock lock : asked.locks()) {
      if (hits(lock, asked)) {
        return Optional.of(lock);
      }
    }
    return Optional.empty();
  }

  /**
   * "Hit: one on everybody, on this account, on the permission requested, on the server that the
   * request names (as written, whether the policy defines it or not)". "{@code lock.lift} is hit by
   * none but one on its account".
   */
  private boolean hits(Lock lock, AccessRequest asked) {
    if (asked.permissionId().equals(LIFTING) && lock.target() != Lock.Target.STAFF) {
      return false;
    }
    String server = asked.resources().get("server");
    return switch (lock.target()) {
      case EVERYBODY -> !lock.sparesEmergencies() || !holdsAnActiveEmergency(asked);
      case STAFF -> lock.name().equals(asked.staff());
      case PERMISSION -> isOn(lock, asked.permissionId());
      case SERVER -> lock.name().equals(server);
      case SERVER_GROUP -> isIn(document.serverGroups().get(lock.name()), server);
      case ROLE -> false;
    };
  }

  // "Who is among the holders of an emergency that the request names as active".
  private boolean holdsAnActiveEmergency(AccessRequest asked) {
    for (Emergency emergency : document.emergencies().values()) {
      if (asked.emergencies().contains(emergency.id())
          && emergency.holders().contains(asked.staff())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(ServerGroup group, String server) {
    for (NameRef member : group.servers()) {
      if (member.id().equals(server)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether it is a lock on this permission: wildcards match by text. */
  static boolean isOn(Lock lock, String permission) {
    return lock.target() == Lock.Target.PERMISSION
        && ReferenceRoles.matches(lock.name(), permission);
  }

  /** Returns whether some lock is on this permission. */
  static boolean areOn(AccessRequest asked, String permission) {
    for (Lock lock : asked.locks()) {
      if (isOn(lock, permission)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether it is a lock on a role of this path: by its id or a former name. */
  boolean isThrough(Lock lock, ReferencePath path) {
    return lock.target() == Lock.Target.ROLE
        && path.ids().contains(roles.named(lock.name()).orElseThrow());
  }

  /** "A locked role, and an include path through it, gives no grants". */
  boolean areThrough(AccessRequest asked, ReferencePath path) {
    for (Lock lock : asked.locks()) {
      if (isThrough(lock, path)) {
        return true;
      }
    }
    return false;
  }
}
