package dev.staffgate.yaml.write;

import com.google.common.collect.ImmutableSortedMap;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a document as a tree: sections in the order of the policy reference, things by id, lists
 * in their order, and nothing that goes without saying.
 */
public final class DocumentTree {
  private static final YamlTree NOTHING = YamlTree.items(List.of());

  private DocumentTree() {}

  /** Returns the tree of a document, without sections that say nothing. */
  public static Entries of(PolicyDocument document) {
    YamlTree.Builder sections = YamlTree.mapping().put(Section.VERSION_KEY, ScalarWriter.word("1"));
    for (Section section : Section.values()) {
      sections.putUnlessEmpty(section.key(), tree(section, document));
    }
    return sections.block();
  }

  private static YamlTree tree(Section section, PolicyDocument document) {
    return switch (section) {
      case CATALOG -> document.hosting() ? NOTHING : ScalarWriter.word("none");
      case PERMISSIONS -> section(document.permissions(), DocumentTree::permission);
      case NETWORKS ->
          section(document.networks(), network -> ConditionsTree.networks(network.terms()));
      case SCHEDULES -> section(document.schedules(), DocumentTree::schedule);
      case DEFAULTS -> defaults(document.defaults());
      case ROLES -> section(document.roles(), RolesTree::role);
      case SEPARATE -> list(document.separate(), DocumentTree::separation);
      case SERVER_GROUPS ->
          section(document.serverGroups(), group -> RolesTree.names(group.servers()));
      case SERVERS -> section(document.servers(), RolesTree::server);
      case DEPARTMENTS -> RolesTree.names(document.departments());
      case STAFF -> section(document.staff(), StaffTree::staff);
      case EMERGENCY -> section(document.emergencies(), StaffTree::emergency);
      case ROUTES -> list(document.routes(), TestsTree::route);
      case TESTS -> list(document.tests(), TestsTree::test);
    };
  }

  private static <T> Entries section(Map<String, T> things, Function<T, YamlTree> tree) {
    YamlTree.Builder entries = YamlTree.mapping();
    ImmutableSortedMap.copyOf(things).forEach((id, thing) -> entries.put(id, tree.apply(thing)));
    return entries.block();
  }

  private static <T> YamlTree list(List<T> things, Function<T, YamlTree> tree) {
    return YamlTree.items(things.stream().map(tree).toList());
  }

  private static Entries permission(PermissionDefinition permission) {
    return YamlTree.mapping()
        .putIf(
            !permission.title().equals(permission.id()),
            "title",
            ScalarWriter.text(permission.title()).yaml())
        .put("category", ScalarWriter.text(permission.category()))
        .putIf(permission.sensitive(), "sensitive", "true")
        .putUnlessEmpty("needs", RolesTree.names(permission.needs()))
        .block();
  }

  private static Entries schedule(Schedule schedule) {
    return YamlTree.mapping()
        .put("zone", ScalarWriter.text(schedule.zone().getId()))
        .put(
            "windows", list(schedule.windows(), one -> ScalarWriter.text(WindowFormat.format(one))))
        .inline();
  }

  private static Entries defaults(Defaults defaults) {
    Entries sensitive =
        YamlTree.mapping()
            .putUnlessEmpty("requires", ConditionsTree.of(defaults.sensitiveRequires()))
            .inline();
    return YamlTree.mapping()
        .putUnlessEmpty("requires", ConditionsTree.of(defaults.requires()))
        .putUnlessEmpty("sensitive", sensitive)
        .putIf(defaults.ssoRestricted(), "sso", "restricted")
        .block();
  }

  private static Entries separation(SeparationRule rule) {
    return YamlTree.mapping()
        .put("name", ScalarWriter.text(rule.name()))
        .put(
            rule.of() == SeparationRule.Of.ROLES ? "roles" : "permissions",
            RolesTree.names(rule.members()))
        .putIf(rule.atMost() != 1, "at-most", String.valueOf(rule.atMost()))
        .putIf(rule.within() == SeparationRule.Within.SESSION, "in", "session")
        .inline();
  }
}
