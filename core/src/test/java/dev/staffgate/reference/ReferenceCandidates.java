package dev.staffgate.reference;

import static java.util.Comparator.comparing;

import dev.staffgate.decision.Lock;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Policy reference, section 4, step 6, written down plainly: the candidates, and of step 10 what
 * took them where none is left.
 *
 * <p>One thing that an engine may leave out is done in full, since no answer shows it: every
 * include path is a candidate of its own, also where another one asks for the same conditions. The
 * smaller of the two paths comes first either way.
 */
final class ReferenceCandidates {
  /** Files as given, then line, then path; what has no place of its own keeps its order. */
  private static final Comparator<ReferenceCandidate> BY_PLACE_OF_GRANT =
      comparing(candidate -> candidate.grant().at(), Place.ORDER);

  private final PolicyDocument document;
  private final Catalogue catalogue;
  private final ReferenceConditions conditions;
  private final ReferenceDenies denies;
  private final ReferenceServers servers;
  private final ReferenceLocks locks;

  ReferenceCandidates(
      PolicyDocument document,
      ReferenceConditions conditions,
      ReferenceDenies denies,
      ReferenceServers servers,
      ReferenceLocks locks) {
    this.document = document;
    this.catalogue = document.catalogue();
    this.conditions = conditions;
    this.denies = denies;
    this.servers = servers;
    this.locks = locks;
  }

  /**
   * Step 6: "every grant of a held role that matches the permission, once for each include path";
   * "a locked role, and an include path through it, gives no grants and opens no restricted
   * server".
   */
  List<ReferenceCandidate> all(ReferenceCase it) {
    List<String> permissions = new ArrayList<>();
    for (String permission : permissionsOfCandidates(it)) {
      if (!denies.hit(it, permission) && !isTakenByALock(it, permission)) {
        permissions.add(permission);
      }
    }
    List<ReferenceServers.Way> ways = servers.waysIn(it.asked(), it.open());
    List<ReferenceCandidate> found = new ArrayList<>();
    for (ReferencePath path : it.open()) {
      for (Grant grant : path.last().grants()) {
        if (matchesAny(grant, permissions)) {
          for (ReferenceServers.Way way : ways) {
            found.add(candidate(it, grant, path, way));
          }
        }
      }
    }
    found.sort(BY_PLACE_OF_GRANT);
    return found;
  }

  // "Its candidates are those of connect.use and of server.configure together (none of a
  // permission that a deny hits)"; all else has its own. What is not in the catalogue is matched
  // by no wildcard.
  private List<String> permissionsOfCandidates(ReferenceCase it) {
    List<String> permissions = new ArrayList<>();
    for (String permission :
        it.isSingleSignOn() ? ReferenceServers.WAYS_IN : List.of(it.requested())) {
      if (catalogue.find(permission).isPresent()) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  // "In single sign-on a lock on connect.use or server.configure takes that permission's
  // candidates"; on any other permission it is a matter of step 1.
  private static boolean isTakenByALock(ReferenceCase it, String permission) {
    return it.isSingleSignOn() && ReferenceLocks.areOn(it.asked(), permission);
  }

  private static boolean matchesAny(Grant grant, List<String> permissions) {
    for (String permission : permissions) {
      if (ReferenceRoles.matches(grant, permission)) {
        return true;
      }
    }
    return false;
  }

  private ReferenceCandidate candidate(
      ReferenceCase it, Grant grant, ReferencePath path, ReferenceServers.Way way) {
    List<Condition> all = new ArrayList<>();
    all.addAll(grant.conditions());
    all.addAll(path.requires());
    all.addAll(document.defaults().requires());
    if (isSensitive(it, grant)) {
      all.addAll(document.defaults().sensitiveRequires());
    }
    all.addAll(way.requires());
    List<Condition> failing = new ArrayList<>();
    for (Condition condition : all) {
      if (conditions.of(condition, it.asked(), it.account()) != TruthValue.TRUE) {
        failing.add(condition);
      }
    }
    return new ReferenceCandidate(grant, path, all, failing, way.user());
  }

  /**
   * "Whether a permission is sensitive is asked of the permission requested, and in single sign-on
   * of connect.use and server.configure: a candidate is sensitive if its grant matches one of the
   * two that is (denied and locked ones counted)".
   */
  private boolean isSensitive(ReferenceCase it, Grant grant) {
    if (!it.isSingleSignOn()) {
      return isSensitive(it.requested());
    }
    for (String permission : ReferenceServers.WAYS_IN) {
      if (ReferenceRoles.matches(grant, permission) && isSensitive(permission)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSensitive(String permission) {
    return catalogue.find(permission).map(Permission::sensitive).orElse(false);
  }

  /**
   * Step 10 where there is no candidate: "{@code not-granted} (no candidate at all; but {@code
   * locked}, with the message of the first such lock, where a lock on a role, connect.use or
   * server.configure took some and none is left; else {@code denied-by-role} where denies of those
   * two took the last), {@code server-restricted} (candidates, but no listed role)".
   */
  ComparableDecision none(ReferenceCase it) {
    if (isGrantLeft(it)) {
      return firstLockOnTheWayIn(it)
          .map(ComparableDecision::locked)
          .orElseGet(
              () ->
                  ComparableDecision.deny(
                      ReasonCode.SERVER_RESTRICTED, servers.named(it.asked()).at()));
    }
    Optional<Lock> lock = firstLockThatTookOne(it);
    if (lock.isPresent()) {
      return ComparableDecision.locked(lock.get());
    }
    List<String> denied = new ArrayList<>();
    for (String permission : permissionsOfCandidates(it)) {
      if (isGrantedOn(it.held(), permission)) {
        denied.add(permission);
      }
    }
    return denies
        .firstHit(it, denied)
        .orElseGet(() -> ComparableDecision.deny(ReasonCode.NOT_GRANTED, Place.NONE));
  }

  private boolean isGrantLeft(ReferenceCase it) {
    for (String permission : permissionsOfCandidates(it)) {
      if (!denies.hit(it, permission)
          && !isTakenByALock(it, permission)
          && isGrantedOn(it.open(), permission)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGrantedOn(List<ReferencePath> paths, String permission) {
    for (ReferencePath path : paths) {
      if (ReferenceRoles.grants(path.last(), permission)) {
        return true;
      }
    }
    return false;
  }

  // In the order handed over. What a deny takes as well, a lock took too: it comes before denies.
  private Optional<Lock> firstLockThatTookOne(ReferenceCase it) {
    for (Lock lock : it.asked().locks()) {
      for (String permission : permissionsOfCandidates(it)) {
        if (takesOne(lock, it, permission)) {
          return Optional.of(lock);
        }
      }
    }
    return Optional.empty();
  }

  private boolean takesOne(Lock lock, ReferenceCase it, String permission) {
    boolean onPermission = it.isSingleSignOn() && ReferenceLocks.isOn(lock, permission);
    for (ReferencePath path : it.held()) {
      if (ReferenceRoles.grants(path.last(), permission)
          && (onPermission || locks.isThrough(lock, path))) {
        return true;
      }
    }
    return false;
  }

  // Grants are left, but no path to a role that the server lists.
  private Optional<Lock> firstLockOnTheWayIn(ReferenceCase it) {
    for (Lock lock : it.asked().locks()) {
      for (ReferencePath path : it.held()) {
        if (locks.isThrough(lock, path) && servers.lists(it.asked(), path.last())) {
          return Optional.of(lock);
        }
      }
    }
    return Optional.empty();
  }
}
