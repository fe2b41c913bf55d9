package dev.staffgate.yaml.read;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.validation.DeclaredNames;
import dev.staffgate.validation.DeclaredNames.Kind;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sections of one or more files define, right or wrong, and where. Not thread-safe.
 *
 * <p>What is defined and broken is left out of the document, and yet counts as {@link #declared},
 * so that whoever names it is not blamed besides.
 */
final class DefinedNames {
  /** The sections whose keys define things, and what one of these is called. */
  private static final Map<String, String> KINDS =
      ImmutableMap.<String, String>builder()
          .put("permissions", "permission")
          .put("networks", "network")
          .put("schedules", "schedule")
          .put("roles", "role")
          .put("server-groups", "server group")
          .put("servers", "server")
          .put("staff", "staff")
          .put("emergency", "emergency")
          .buildOrThrow();

  private final ProblemCollector problems;

  // A policy of one file, however long, has each of its ids in one table alone.
  private @Nullable SourceText file;
  private final Map<String, Map<String, Scalar>> here = new HashMap<>();
  private final Map<String, Map<String, Scalar>> inFilesBefore = new HashMap<>();

  // Its entry has not been taken, and may never be.
  private @Nullable Scalar pending;
  private @Nullable String pendingIn;

  DefinedNames(ProblemCollector problems) {
    this.problems = problems;
  }

  /** Whether the keys of this section define things. */
  static boolean isOf(String section) {
    return KINDS.containsKey(section);
  }

  /** What one of the things is called that a section defines. */
  static String kind(String section) {
    return requireNonNull(KINDS.get(section));
  }

  /** Notes a key; returns an equal one of the same file that was noted before, or null. */
  @Nullable Scalar note(String section, Scalar key) {
    Scalar first = table(section, key.source()).putIfAbsent(key.text(), key);
    if (first == null) {
      pending = key;
      pendingIn = section;
    }
    return first;
  }

  /** Whether a thing, whose key may have been noted, is not defined yet; if it is, reports that. */
  boolean isNew(String section, String id, Scalar key) {
    Scalar first = table(section, key.source()).putIfAbsent(id, key);
    pending = null;
    Map<String, Scalar> before = inFilesBefore.get(section);
    if (before != null && before.containsKey(id)) {
      first = before.get(id);
    }
    if (first == null || first.equals(key)) {
      return true;
    }
    problems.report(
        key.at(),
        "defined-twice",
        kind(section) + " `" + id + "` is defined twice",
        "one of the two would be passed over; it is defined first at " + first.at(),
        "take one out, or unite them");
    return false;
  }

  private Map<String, Scalar> table(String section, SourceText source) {
    if (source != file) {
      forgetPending();
      here.forEach(
          (name, ids) -> {
            Map<String, Scalar> before = inFilesBefore.putIfAbsent(name, ids);
            if (before != null) {
              ids.forEach(before::putIfAbsent);
            }
          });
      here.clear();
      file = source;
    }
    Map<String, Scalar> table = here.get(section);
    if (table == null) {
      table = new HashMap<>();
      here.put(section, table);
    }
    return table;
  }

  private void forgetPending() {
    if (pending != null) {
      requireNonNull(here.get(pendingIn)).remove(pending.text());
      pending = null;
    }
  }

  /**
   * The names that may be referred to: those of the document, and those whose definition is broken.
   */
  DeclaredNames declared(PolicyDocument read) {
    forgetPending();
    DeclaredNames all = DeclaredNames.in(read);
    Map<Kind, String> sections = new EnumMap<>(Kind.class);
    sections.put(Kind.PERMISSION, "permissions");
    sections.put(Kind.ROLE, "roles");
    sections.put(Kind.NETWORK, "networks");
    sections.put(Kind.SCHEDULE, "schedules");
    sections.put(Kind.SERVER, "servers");
    sections.put(Kind.SERVER_GROUP, "server-groups");
    sections.put(Kind.EMERGENCY, "emergency");
    for (Map.Entry<Kind, String> kind : sections.entrySet()) {
      all = all.and(kind.getKey(), ids(kind.getKey(), kind.getValue()));
    }
    return all;
  }

  private Set<String> ids(Kind kind, String section) {
    Set<String> all =
        Sets.union(
            here.getOrDefault(section, Map.of()).keySet(),
            inFilesBefore.getOrDefault(section, Map.of()).keySet());
    return Sets.filter(all, kind == Kind.PERMISSION ? NameSyntax::isPermission : NameSyntax::isId);
  }
}
