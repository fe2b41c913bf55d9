package dev.staffgate.validation;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names that may be referred to. A loader hands over more than its document has: what is
 * defined and broken counts as defined, so that one error does not cause others.
 */
public record DeclaredNames(Map<Kind, Set<String>> names) {
  /** What names are of. */
  public enum Kind {
    /** Permissions of the catalogue. */
    PERMISSION("permission"),
    /** Roles, the built-in one included. */
    ROLE("role"),
    /** Networks. */
    NETWORK("network"),
    /** Schedules. */
    SCHEDULE("schedule"),
    /** Servers. */
    SERVER("server"),
    /** Groups of servers. */
    SERVER_GROUP("server group"),
    /** Emergencies. */
    EMERGENCY("emergency"),
    /** Departments. */
    DEPARTMENT("department");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What a person calls it. */
    public String text() {
      return text;
    }
  }

  public DeclaredNames {
    names = Maps.immutableEnumMap(names);
  }

  /** The names that a document defines. */
  public static DeclaredNames in(PolicyDocument document) {
    Set<String> permissions = new HashSet<>();
    for (Permission one : document.catalogue().all()) {
      permissions.add(one.id());
    }
    Set<String> departments = new HashSet<>();
    for (NameRef one : document.departments()) {
      departments.add(one.id());
    }
    return new DeclaredNames(
        Map.of(
            Kind.PERMISSION, permissions,
            Kind.ROLE,
                ImmutableSet.<String>builder()
                    .add(Role.FULL_ADMINISTRATOR)
                    .addAll(document.roles().keySet())
                    .build(),
            Kind.NETWORK, document.networks().keySet(),
            Kind.SCHEDULE, document.schedules().keySet(),
            Kind.SERVER, document.servers().keySet(),
            Kind.SERVER_GROUP, document.serverGroups().keySet(),
            Kind.EMERGENCY, document.emergencies().keySet(),
            Kind.DEPARTMENT, departments));
  }

  /** Returns these names and those of another. */
  public DeclaredNames and(Kind kind, Set<String> more) {
    ImmutableSet<String> all = ImmutableSet.<String>builder().addAll(of(kind)).addAll(more).build();
    Map<Kind, Set<String>> changed = new EnumMap<>(names);
    changed.put(kind, all);
    return new DeclaredNames(changed);
  }

  Set<String> of(Kind kind) {
    return names.getOrDefault(kind, Set.of());
  }
}
