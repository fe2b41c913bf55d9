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
 * The names that may be referred to, by the section that defines them. A loader hands over more
 * than its document has: what is defined and broken counts as defined, so that one error does not
 * cause others.
 *
 * @param names only of sections that are {@linkplain Section#isReferenced referred to}
 */
public record DeclaredNames(Map<Section, Set<String>> names) {
  public DeclaredNames {
    names = Maps.immutableEnumMap(names);
  }

  /** Returns the names that a document defines. */
  public static DeclaredNames in(PolicyDocument document) {
    Map<Section, Set<String>> names = new EnumMap<>(Section.class);
    for (Section section : Section.values()) {
      if (section.isReferenced()) {
        names.put(section, names(section, document));
      }
    }
    return new DeclaredNames(names);
  }

  private static Set<String> names(Section section, PolicyDocument document) {
    return switch (section) {
      case PERMISSIONS -> permissions(document);
      case NETWORKS -> document.networks().keySet();
      case SCHEDULES -> document.schedules().keySet();
      case ROLES ->
          ImmutableSet.<String>builder()
              .add(Role.FULL_ADMINISTRATOR)
              .addAll(document.roles().keySet())
              .build();
      case SERVER_GROUPS -> document.serverGroups().keySet();
      case SERVERS -> document.servers().keySet();
      case DEPARTMENTS -> departments(document);
      case EMERGENCY -> document.emergencies().keySet();
      case CATALOG, DEFAULTS, SEPARATE, STAFF, ROUTES, TESTS -> Set.of();
    };
  }

  private static Set<String> permissions(PolicyDocument document) {
    Set<String> permissions = new HashSet<>();
    for (Permission one : document.catalogue().all()) {
      permissions.add(one.id());
    }
    return permissions;
  }

  private static Set<String> departments(PolicyDocument document) {
    Set<String> departments = new HashSet<>();
    for (NameRef one : document.departments()) {
      departments.add(one.id());
    }
    return departments;
  }

  /** Returns these names and more of one section. */
  public DeclaredNames and(Section section, Set<String> more) {
    ImmutableSet<String> all =
        ImmutableSet.<String>builder().addAll(of(section)).addAll(more).build();
    Map<Section, Set<String>> changed = new EnumMap<>(names);
    changed.put(section, all);
    return new DeclaredNames(changed);
  }

  Set<String> of(Section section) {
    return names.getOrDefault(section, Set.of());
  }
}
