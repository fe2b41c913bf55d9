package dev.staffgate.analysis.lint;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Permissions as bits, by their positions in the catalogue. Results are shared and not to be
 * changed. Not thread-safe.
 */
final class PatternBits {
  private final Catalogue catalogue;
  private final Map<String, BitSet> known = new HashMap<>();
  private final int sso;

  PatternBits(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.sso = catalogue.indexOf(Permission.SERVER_SSO);
  }

  /** Returns what one pattern of a deny matches. */
  BitSet denied(PermissionPattern pattern) {
    return known.computeIfAbsent(pattern.text(), text -> where(one -> pattern.matches(one.id())));
  }

  /** Returns what a deny matches. */
  BitSet denied(List<PermissionPattern> patterns) {
    if (patterns.size() == 1) {
      return denied(patterns.get(0));
    }
    BitSet all = new BitSet();
    patterns.forEach(pattern -> all.or(denied(pattern)));
    return all;
  }

  /** Returns what a grant gives: single sign-on is reached by no pattern. */
  BitSet granted(List<PermissionPattern> patterns) {
    BitSet all = denied(patterns);
    if (all.get(sso)) {
      all = (BitSet) all.clone();
      all.clear(sso);
    }
    return all;
  }

  /** Returns the permissions of a kind. */
  BitSet where(Predicate<Permission> kind) {
    BitSet some = new BitSet();
    List<Permission> all = catalogue.all();
    for (int i = 0; i < all.size(); i++) {
      if (kind.test(all.get(i))) {
        some.set(i);
      }
    }
    return some;
  }

  /** Returns the permissions of these ids; those that do not exist are left out. */
  BitSet of(Iterable<String> ids) {
    BitSet some = new BitSet();
    for (String id : ids) {
      int index = catalogue.indexOf(id);
      if (index >= 0) {
        some.set(index);
      }
    }
    return some;
  }

  Permission permission(int index) {
    return catalogue.all().get(index);
  }

  /** Returns the ids of some permissions, as a list in a sentence; the first three of many. */
  String inWords(BitSet some) {
    List<String> shown =
        some.stream().limit(3).mapToObj(one -> "`" + permission(one).id() + "`").toList();
    int more = some.cardinality() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  static BitSet without(BitSet one, BitSet other) {
    BitSet left = (BitSet) one.clone();
    left.andNot(other);
    return left;
  }

  static boolean isWithin(BitSet some, BitSet all) {
    return without(some, all).isEmpty();
  }
}
