package dev.staffgate.analysis.lint;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.diff.PolicySide;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Role;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what each role leads to: roles, grants and denies. Made as asked for. Not thread-safe. */
final class RoleReach {
  private final PolicySide side;
  private final PatternBits bits;
  private final Map<String, BitSet> granted = new HashMap<>();
  private final Map<String, BitSet> grantedHere = new HashMap<>();
  private final Map<String, ImmutableSet<String>> reached = new HashMap<>();

  RoleReach(PolicySide side, PatternBits bits) {
    this.side = side;
    this.bits = bits;
  }

  Role role(String id) {
    return requireNonNull(side.roles().get(id), id);
  }

  boolean isDefined(String id) {
    return side.roles().containsKey(id);
  }

  /** Returns the ids of the roles that a role leads to, itself first. */
  ImmutableSet<String> reached(String root) {
    return reached.computeIfAbsent(root, this::walk);
  }

  private ImmutableSet<String> walk(String root) {
    Set<String> found = new LinkedHashSet<>(List.of(root));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (NameRef included : role(open.pop()).includes()) {
        if (found.add(included.id())) {
          open.push(included.id());
        }
      }
    }
    return ImmutableSet.copyOf(found);
  }

  /** Returns the ids of the roles that some roles lead to. */
  ImmutableSet<String> reached(Collection<String> roots) {
    if (roots.size() == 1) {
      return reached(roots.iterator().next());
    }
    return roots.stream().flatMap(root -> reached(root).stream()).collect(toImmutableSet());
  }

  /** Returns what the grants of a role give, without those of the roles that it includes. */
  BitSet grantedHere(String role) {
    return grantedHere.computeIfAbsent(
        role,
        id -> {
          BitSet all = new BitSet();
          for (Grant grant : role(id).grants()) {
            all.or(bits.granted(grant.permissions()));
          }
          return all;
        });
  }

  /** Returns what a role gives, with those that it includes. */
  BitSet granted(String root) {
    return granted.computeIfAbsent(
        root,
        id -> {
          BitSet all = new BitSet();
          reached(id).forEach(one -> all.or(grantedHere(one)));
          return all;
        });
  }

  /** Returns what some roles give together. */
  BitSet granted(Collection<String> roots) {
    BitSet all = new BitSet();
    roots.forEach(root -> all.or(granted(root)));
    return all;
  }

  /** Returns what these roles deny always, whatever the request; not their included ones. */
  BitSet alwaysDenied(Iterable<String> roles) {
    BitSet all = new BitSet();
    for (String id : roles) {
      for (Deny deny : role(id).denies()) {
        if (deny.conditions().isEmpty()) {
          all.or(bits.denied(deny.permissions()));
        }
      }
    }
    return all;
  }

  /** Returns the roles that include each role directly. */
  Map<String, Set<String>> includedBy() {
    Map<String, Set<String>> by = new HashMap<>();
    for (Role role : side.roles().values()) {
      role.includes()
          .forEach(one -> by.computeIfAbsent(one.id(), unseen -> new HashSet<>()).add(role.id()));
    }
    return by;
  }
}
