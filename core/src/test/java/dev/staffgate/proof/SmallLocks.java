package dev.staffgate.proof;

import dev.staffgate.decision.Lock;
import java.util.ArrayList;
import java.util.List;

/** The locks that policies of the small scope are asked under. */
final class SmallLocks {
  private SmallLocks() {}

  /** No lock, each one, and each two in either order. */
  static List<List<Lock>> all() {
    List<Lock> each =
        List.of(
            Lock.onRole("a", "no a"),
            Lock.onRole("was-b", "no b"),
            Lock.onPermission(SmallPolicy.CONNECT, "no entry"),
            Lock.onPermission(SmallPolicy.CONFIGURE, "no change"),
            Lock.onPermission("connect.*", "no entry at all"),
            Lock.onPermission("server.sso", "no sso"),
            Lock.onServer("one", "repair"),
            Lock.onStaff("first", "not you"),
            Lock.onEverybodySparingEmergencies("emergencies alone"),
            Lock.onRole("c", "not readable"));
    List<List<Lock>> all = new ArrayList<>();
    all.add(List.of());
    for (Lock first : each) {
      all.add(List.of(first));
      for (Lock second : each) {
        if (!first.equals(second)) {
          all.add(List.of(first, second));
        }
      }
    }
    return all;
  }
}
