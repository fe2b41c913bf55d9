package dev.staffgate.yaml.write;

import com.google.common.collect.ImmutableSortedMap;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A document as it is written: sections in the order of the policy reference, things by id, lists
 * in their order, and nothing that goes without saying.
 */
public final class DocumentTree {
  private DocumentTree() {}

  public static Entries of(PolicyDocument document) {
    return YamlTree.mapping()
        .put("staffgate", ScalarWriter.word("1"))
        .putIf(!document.hosting(), "catalog", "none")
        .putUnlessEmpty("permissions", section(document.permissions(), DocumentTree::permission))
        .putUnlessEmpty(
            "networks",
            section(document.networks(), network -> ConditionsTree.networks(network.terms())))
        .putUnlessEmpty("schedules", section(document.schedules(), DocumentTree::schedule))
        .putUnlessEmpty("defaults", defaults(document.defaults()))
        .putUnlessEmpty("roles", section(document.roles(), RolesTree::role))
        .putUnlessEmpty("separate", list(document.separate(), DocumentTree::separation))
        .putUnlessEmpty(
            "server-groups",
            section(document.serverGroups(), group -> RolesTree.names(group.servers())))
        .putUnlessEmpty("servers", section(document.servers(), RolesTree::server))
        .putUnlessEmpty("departments", RolesTree.names(document.departments()))
        .putUnlessEmpty("staff", section(document.staff(), StaffTree::staff))
        .putUnlessEmpty("emergency", section(document.emergencies(), StaffTree::emergency))
        .putUnlessEmpty("routes", list(document.routes(), TestsTree::route))
        .putUnlessEmpty("tests", list(document.tests(), TestsTree::test))
        .block();
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
