package dev.staffgate.policy.engine;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.UnreadableLockException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one request, read against the policy: which of them stops the request at once, what
 * grants they leave, and which of them is to blame where none are left (policy reference, section
 * 4, steps 1, 4 and 10). Not thread-safe: lives while one decision is made.
 */
final class RequestLocks implements LockBlame {
  /** Lifting locks: stopped by a lock on the account that does it, and by no other. */
  private static final String LIFTING = "lock.lift";

  private final CompiledPolicy policy;
  private final AccessRequest request;
  private final BitSet roles = new BitSet();
  private final BitSet sources = new BitSet();

  /**
   * Reads the locks of a request.
   *
   * @throws UnreadableLockException if the policy cannot read one of them
   */
  RequestLocks(CompiledPolicy policy, AccessRequest request) {
    this.policy = policy;
    this.request = request;
    for (Lock lock : request.locks()) {
      read(lock);
    }
  }

  private void read(Lock lock) {
    switch (lock.target()) {
      case EVERYBODY, STAFF, SERVER -> {}
      case PERMISSION -> {
        require(
            policy.catalogue().all().stream().anyMatch(one -> lock.isOnPermission(one.id())), lock);
        for (int source : policy.roles().serverPermissions().ssoSources()) {
          if (takesSource(lock, source)) {
            sources.set(source);
          }
        }
      }
      case SERVER_GROUP -> require(policy.servers().hasGroup(lock.name()), lock);
      case ROLE -> {
        int rank = rank(lock);
        require(rank >= 0, lock);
        roles.set(rank);
      }
    }
  }

  private static void require(boolean readable, Lock lock) {
    if (!readable) {
      throw new UnreadableLockException(lock);
    }
  }

  private int rank(Lock lock) {
    CompiledRole role = policy.roles().findByAnyName(lock.name());
    return role == null ? -1 : role.rank;
  }

  private boolean takesSource(Lock lock, int permission) {
    return lock.isOnPermission(policy.catalogue().all().get(permission).id());
  }

  /**
   * Returns the answer if a lock stops the request whatever the account's roles are; else null
   * (step 1).
   *
   * @param permission the id of the permission asked for, or null where it is asked whether the
   *     account may act at all
   */
  @Nullable Decision denial(@Nullable String permission) {
    for (Lock lock : request.locks()) {
      if (stops(lock, permission)) {
        return denied(lock);
      }
    }
    return null;
  }

  private boolean stops(Lock lock, @Nullable String permission) {
    if (lock.target() == Lock.Target.STAFF) {
      return lock.name().equals(request.staff());
    }
    if (permission == null) {
      return lock.target() == Lock.Target.EVERYBODY && !isSpared(lock);
    }
    return !permission.equals(LIFTING)
        && switch (lock.target()) {
          case EVERYBODY -> !isSpared(lock);
          case PERMISSION -> lock.isOnPermission(permission);
          case SERVER -> lock.name().equals(request.resourceOrNull("server"));
          case SERVER_GROUP -> isInGroup(lock, request.resourceOrNull("server"));
          case STAFF, ROLE -> false;
        };
  }

  /** Returns the ids of the servers on which a lock stops this request. */
  IdSet lockedServers() {
    Set<String> ids = new HashSet<>();
    if (!request.permissionId().equals(LIFTING)) {
      for (Lock lock : request.locks()) {
        switch (lock.target()) {
          case SERVER -> ids.add(lock.name());
          case SERVER_GROUP -> ids.addAll(policy.servers().group(lock.name()));
          case EVERYBODY, STAFF, PERMISSION, ROLE -> {}
        }
      }
    }
    return IdSet.only(ids);
  }

  private boolean isSpared(Lock lock) {
    return lock.sparesEmergencies()
        && policy.emergencies().activeRoles(request.staff(), request.emergencies()).length > 0;
  }

  private boolean isInGroup(Lock lock, @Nullable String server) {
    return server != null && policy.servers().group(lock.name()).contains(server);
  }

  /** Returns these roles with the grants that the locks leave. */
  RoleSet under(RoleSet held) {
    return roles.isEmpty() && sources.isEmpty()
        ? held
        : held.under(policy.roles().under(roles, sources));
  }

  @Override
  public Decision orGrantsLocked(Decision otherwise, int[] permissions, int[] held) {
    BitSet reached = policy.roles().withIncluded(held);
    return orLocked(
        otherwise,
        lock -> {
          for (int permission : permissions) {
            BitSet granting = policy.roles().rolesGranting(permission);
            if (isOnOneOf(lock, reached, granting)
                || (sources.get(permission)
                    && takesSource(lock, permission)
                    && granting.intersects(reached))) {
              return true;
            }
          }
          return false;
        });
  }

  @Override
  public Decision orPathsLocked(Decision otherwise, BitSet listed, int[] held) {
    BitSet reached = policy.roles().withIncluded(held);
    return orLocked(
        otherwise,
        lock -> {
          int rank = lock.target() == Lock.Target.ROLE ? rank(lock) : -1;
          return rank >= 0
              && reached.get(rank)
              && policy.roles().withIncluded(new int[] {rank}).intersects(listed);
        });
  }

  private boolean isOnOneOf(Lock lock, BitSet reached, BitSet granting) {
    int rank = lock.target() == Lock.Target.ROLE ? rank(lock) : -1;
    return rank >= 0 && reached.get(rank) && granting.get(rank);
  }

  private Decision orLocked(Decision otherwise, Predicate<Lock> took) {
    for (Lock lock : request.locks()) {
      if (took.test(lock)) {
        return denied(lock);
      }
    }
    return otherwise;
  }

  private Decision denied(Lock lock) {
    return new Decision.Deny(Reason.locked(lock, policy.denials().version()));
  }
}
