package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The roles that accounts of a directory may have, under names that both policies know; former
 * names count.
 */
final class DirectoryRoles {
  private final PolicySide old;
  private final PolicySide now;
  private final Map<String, String> oldNames;
  private final Map<String, String> nowNames;
  private final Map<String, String> shared = new TreeMap<>();

  DirectoryRoles(PolicySide old, PolicySide now) {
    this.old = old;
    this.now = now;
    this.oldNames = names(old);
    this.nowNames = names(now);
    Set<List<String>> seen = new HashSet<>();
    oldNames.forEach(
        (name, id) -> {
          String other = nowNames.get(name);
          if (other != null && seen.add(List.of(id, other))) {
            shared.put(name, id);
          }
        });
  }

  // Ids before former names, of which a policy has none that is an id.
  private static Map<String, String> names(PolicySide side) {
    Map<String, String> names = new TreeMap<>();
    for (Role role : side.roles().values()) {
      names.put(role.id(), role.id());
      for (NameRef former : role.formerly()) {
        names.put(former.id(), role.id());
      }
    }
    return names;
  }

  /** Returns any account of a directory. */
  Subject subject() {
    return new Subject(
        "", Optional.empty(), Optional.empty(), roots(old, oldNames), roots(now, nowNames));
  }

  private List<RootInput> roots(PolicySide side, Map<String, String> names) {
    Map<String, TreeSet<String>> emergencies = new TreeMap<>();
    for (Emergency one : side.document().emergencies().values()) {
      emergencies.computeIfAbsent(one.role().id(), unseen -> new TreeSet<>()).add(one.id());
    }
    List<RootInput> roots = new ArrayList<>();
    Map<String, String> heldAs = new TreeMap<>();
    shared.keySet().forEach(name -> heldAs.putIfAbsent(idOf(names, name), name));
    Set<String> all = new TreeSet<>(heldAs.keySet());
    all.addAll(emergencies.keySet());
    for (String role : all) {
      roots.add(
          new RootInput(
              role,
              List.of(),
              Optional.ofNullable(heldAs.get(role)),
              ImmutableSortedSet.copyOf(emergencies.getOrDefault(role, new TreeSet<>()))));
    }
    return roots;
  }

  private static String idOf(Map<String, String> names, String name) {
    @Nullable String id = names.get(name);
    if (id == null) {
      throw new IllegalStateException(name + " is not known to both policies");
    }
    return id;
  }

  /** Returns the names of roles that the old policy alone knows. */
  Set<String> ofOldAlone() {
    return without(oldNames, nowNames);
  }

  /** Returns the names of roles that the new policy alone knows. */
  Set<String> ofNewAlone() {
    return without(nowNames, oldNames);
  }

  private static Set<String> without(Map<String, String> some, Map<String, String> others) {
    Set<String> alone = new TreeSet<>(some.keySet());
    alone.removeAll(others.keySet());
    return alone;
  }

  /** Returns the emergencies that both policies have, with other holders. */
  Set<String> emergenciesOfOthers() {
    Set<String> changed = new TreeSet<>();
    old.document()
        .emergencies()
        .forEach(
            (id, one) -> {
              Emergency other = now.document().emergencies().get(id);
              if (other != null && !Set.copyOf(one.holders()).equals(Set.copyOf(other.holders()))) {
                changed.add(id);
              }
            });
    return changed;
  }

  /** Returns whether a role of one policy has two names that mean two roles in the other. */
  Set<String> splitRoles() {
    Set<String> split = new TreeSet<>();
    Map<String, String> first = new TreeMap<>();
    shared.forEach(
        (name, id) -> {
          String other = idOf(nowNames, name);
          if (first.putIfAbsent("old " + id, other) != null
              || first.putIfAbsent("new " + other, id) != null) {
            split.add(name);
          }
        });
    return split;
  }
}
