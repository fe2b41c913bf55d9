package dev.staffgate.yaml.read;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.validation.DeclaredNames;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the sections of one or more files define, right or wrong, and where. Not
 * thread-safe.
 *
 * <p>What is defined and broken is left out of the document, and yet counts as {@link #declared},
 * so that a reference to it is not a second problem.
 */
final class DefinedNames {
  private final ProblemCollector problems;

  // A policy of one file, however long, has each of its ids in one table alone.
  private @Nullable SourceText file;
  private final Map<Section, Map<String, Scalar>> currentFile = new EnumMap<>(Section.class);
  private final Map<Section, Map<String, Scalar>> earlierFiles = new EnumMap<>(Section.class);

  // Its entry has not been taken, and may never be.
  private @Nullable Scalar pending;
  private @Nullable Section pendingIn;

  DefinedNames(ProblemCollector problems) {
    this.problems = problems;
  }

  /** Registers a key; returns an equal one of the same file that was registered before, or null. */
  @Nullable Scalar registerKey(Section section, Scalar key) {
    Scalar first = table(section, key.source()).putIfAbsent(key.text(), key);
    if (first == null) {
      pending = key;
      pendingIn = section;
    }
    return first;
  }

  /**
   * Defines a thing, whose key may have been registered; returns false if it is defined already,
   * which is reported.
   */
  boolean define(Section section, String id, Scalar key) {
    Scalar first = table(section, key.source()).putIfAbsent(id, key);
    pending = null;
    Map<String, Scalar> before = earlierFiles.get(section);
    if (before != null && before.containsKey(id)) {
      first = before.get(id);
    }
    if (first == null || first.equals(key)) {
      return true;
    }
    problems.report(
        key.at(),
        "defined-twice",
        section.noun() + " `" + id + "` is defined twice",
        "one of the two would be passed over; it is defined first at " + first.at(),
        "take one out, or unite them");
    return false;
  }

  private Map<String, Scalar> table(Section section, SourceText source) {
    if (source != file) {
      forgetPending();
      currentFile.forEach(
          (name, ids) -> {
            Map<String, Scalar> before = earlierFiles.putIfAbsent(name, ids);
            if (before != null) {
              ids.forEach(before::putIfAbsent);
            }
          });
      currentFile.clear();
      file = source;
    }
    Map<String, Scalar> table = currentFile.get(section);
    if (table == null) {
      table = new HashMap<>();
      currentFile.put(section, table);
    }
    return table;
  }

  private void forgetPending() {
    if (pending != null) {
      requireNonNull(currentFile.get(pendingIn)).remove(pending.text());
      pending = null;
    }
  }

  /**
   * Returns the names that may be referred to: those of the document, and those whose definition is
   * broken.
   */
  DeclaredNames declared(PolicyDocument read) {
    forgetPending();
    DeclaredNames all = DeclaredNames.in(read);
    for (Section section : Section.values()) {
      if (section.merging() == Section.Merging.UNITED && section.isReferenced()) {
        all = all.and(section, ids(section));
      }
    }
    return all;
  }

  private Set<String> ids(Section section) {
    Set<String> all =
        Sets.union(
            currentFile.getOrDefault(section, Map.of()).keySet(),
            earlierFiles.getOrDefault(section, Map.of()).keySet());
    return Sets.filter(all, section::isName);
  }
}
