package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.DeclaredNames;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the sections of one or more files together into one document (policy reference, section 2).
 * Not thread-safe.
 */
public final class DocumentReader implements EntryReceiver {
  private static final Subject WHAT = Subject.of("the policy");
  private static final Set<String> KEYS =
      ImmutableSet.of(
          "staffgate",
          "catalog",
          "permissions",
          "networks",
          "schedules",
          "defaults",
          "roles",
          "separate",
          "server-groups",
          "servers",
          "departments",
          "staff",
          "emergency",
          "routes",
          "tests");

  private final ProblemCollector problems;
  private final ScalarReader values;
  private final DefinedNames definitions;
  private final PermissionsReader permissions;
  private final DefaultsReader defaults;
  private final SchedulesReader schedules;
  private final RolesReader roles;
  private final SeparationReader separation;
  private final ServersReader servers;
  private final StaffReader staff;
  private final EmergenciesReader emergencies;
  private final RoutesReader routes;
  private final TestsReader tests;
  private final PolicyDocument.Builder document = PolicyDocument.builder();
  private final Map<String, Place> onceOnly = new HashMap<>();
  private final Map<String, Place> departments = new HashMap<>();

  public DocumentReader(ProblemCollector problems) {
    this.problems = problems;
    this.values = new ScalarReader(problems);
    this.definitions = new DefinedNames(problems);
    ConditionsReader conditions = new ConditionsReader(problems, values);
    this.permissions = new PermissionsReader(problems, values);
    this.defaults = new DefaultsReader(problems, conditions);
    this.schedules = new SchedulesReader(problems);
    this.separation = new SeparationReader(problems, values);
    this.roles = new RolesReader(problems, values, conditions);
    this.servers = new ServersReader(problems, values, conditions);
    this.staff = new StaffReader(problems, values);
    this.emergencies = new EmergenciesReader(problems, values);
    this.routes = new RoutesReader(problems, values);
    this.tests = new TestsReader(problems, values);
  }

  /** Reads one file. */
  public void read(YamlNode root) {
    MappingFields top = MappingFields.of(root, WHAT, KEYS, problems);
    if (top == null) {
      problems.partIsMissing();
      return;
    }
    if (!version(top, root)) {
      problems.partIsMissing(); // in another format its sections may mean something else
      return;
    }
    once(top, "catalog", this::catalog);
    section(top, "permissions");
    section(top, "networks");
    section(top, "schedules");
    once(top, "defaults", node -> defaults.read(node).ifPresent(document::defaults));
    section(top, "roles");
    top.list("separate").forEach(node -> separation.read(node).ifPresent(document::separate));
    section(top, "server-groups");
    section(top, "servers");
    if (top.node("departments") != null && !(top.node("departments") instanceof YamlNode.Items)) {
      problems.partIsMissing();
    }
    top.scalars("departments").forEach(this::department);
    section(top, "staff");
    section(top, "emergency");
    once(
        top,
        "routes",
        node ->
            MappingFields.list(node, WHAT.key("routes"), problems)
                .forEach(item -> routes.read(item).ifPresent(document::route)));
    top.list("tests").forEach(node -> tests.read(node).ifPresent(document::test));
    top.refuseOthers();
  }

  public PolicyDocument document() {
    return document.build();
  }

  /** The names that may be referred to. */
  public DeclaredNames declared(PolicyDocument read) {
    return definitions.declared(read);
  }

  private interface Section {
    void read(YamlNode node);
  }

  /** Whether the file is written in the format that this release reads. */
  private boolean version(MappingFields top, YamlNode root) {
    YamlNode node = top.node("staffgate");
    boolean first =
        root instanceof YamlNode.Entries entries
            && !entries.entries().isEmpty()
            && entries.entries().get(0).key().text().equals("staffgate");
    if (node == null || !first) {
      problems.report(
          node == null ? top.at() : node.at(),
          "no-version",
          node == null
              ? "the file does not say `staffgate: 1`"
              : "`staffgate:` is not the first key",
          "it says which format the file is written in, before anything else is read",
          "let the file begin with `staffgate: 1`");
    } else if (!(node instanceof Scalar scalar && scalar.text().equals("1"))) {
      problems.report(
          node.at(),
          "unknown-version",
          "format `"
              + (node instanceof Scalar scalar ? VisibleText.excerpt(scalar.text()) : node.kind())
              + "`",
          "this release knows format 1 alone",
          "write `staffgate: 1`, or use a release that knows the other format");
      return false;
    }
    return true;
  }

  private void once(MappingFields top, String key, Section section) {
    YamlNode node = top.node(key);
    if (node == null) {
      return;
    }
    Place first = onceOnly.putIfAbsent(key, node.at());
    if (first != null) {
      problems.report(
          node.at(),
          "section-twice",
          "`" + key + "` stands in two files",
          "it holds for the whole policy; it stands first at " + first,
          "keep it in one of them");
      return;
    }
    section.read(node);
  }

  /** What is left of a section: all of it, unless its entries were taken as they came. */
  private void section(MappingFields top, String section) {
    YamlNode node = top.node(section);
    if (node != null && !(node instanceof YamlNode.Entries)) {
      problems.partIsMissing();
    }
    top.entries(section).forEach(entry -> take(section, entry));
  }

  /** In a file of another format the sections may mean something else. */
  @Override
  public boolean wants(List<Entry> before, Scalar section) {
    return DefinedNames.isOf(section.text())
        && !before.isEmpty()
        && before.get(0).key().text().equals("staffgate")
        && before.get(0).value() instanceof Scalar version
        && version.text().equals("1");
  }

  @Override
  public @Nullable Scalar note(String section, Scalar key) {
    return definitions.note(section, key);
  }

  @Override
  public void take(String section, Entry entry) {
    Scalar key = entry.key();
    Optional<String> id =
        section.equals("permissions")
            ? values.permission(key).map(NameRef::id)
            : values.id(key, DefinedNames.kind(section));
    if (id.isPresent() && definitions.isNew(section, id.get(), key)) {
      define(section, id.get(), key, entry.value());
    }
  }

  private void define(String section, String id, Scalar key, YamlNode node) {
    switch (section) {
      case "permissions" -> permissions.read(id, key, node).ifPresent(document::permission);
      case "networks" -> network(id, key, node);
      case "schedules" -> schedules.read(id, key, node).ifPresent(document::schedule);
      case "roles" -> roles.read(id, key, node).ifPresent(document::role);
      case "server-groups" -> serverGroup(id, key, node);
      case "servers" -> servers.read(id, key, node).ifPresent(document::server);
      case "staff" -> staff.read(id, key, node).ifPresent(document::staff);
      case "emergency" -> emergencies.read(id, key, node).ifPresent(document::emergency);
      default -> throw new IllegalStateException(section);
    }
  }

  private void catalog(YamlNode node) {
    Optional<Scalar> scalar = MappingFields.scalar(node, "catalog", WHAT, problems);
    if (scalar.isEmpty()) {
      return;
    }
    switch (scalar.get().text()) {
      case "hosting" -> document.hosting(true);
      case "none" -> document.hosting(false);
      default ->
          problems.report(
              node.at(),
              "unknown-catalogue",
              "unknown catalogue `" + VisibleText.excerpt(scalar.get().text()) + "`",
              "there is the built-in one, and none",
              NearestName.hint(
                  scalar.get().text(), Set.of("hosting", "none"), "write `hosting` or `none`"));
    }
  }

  private void network(String id, Scalar key, YamlNode node) {
    List<NetworkTerm> terms = new ArrayList<>();
    Subject what = Subject.named("network", id);
    for (YamlNode item : MappingFields.list(node, what, problems)) {
      MappingFields.scalar(item, what.part("an item"), problems)
          .flatMap(values::networkTerm)
          .ifPresent(terms::add);
    }
    document.network(new NetworkDefinition(id, terms, key.at()));
  }

  private void serverGroup(String id, Scalar key, YamlNode node) {
    List<NameRef> members = new ArrayList<>();
    Subject what = Subject.named("server group", id);
    for (YamlNode item : MappingFields.list(node, what, problems)) {
      MappingFields.scalar(item, what.part("an item"), problems)
          .flatMap(scalar -> values.ref(scalar, "server"))
          .ifPresent(members::add);
    }
    document.serverGroup(new ServerGroup(id, members, key.at()));
  }

  private void department(Scalar scalar) {
    Optional<NameRef> ref = values.ref(scalar, "department");
    if (ref.isEmpty()) {
      return;
    }
    Place first = departments.putIfAbsent(ref.get().id(), ref.get().at());
    if (first == null) {
      document.department(ref.get());
    } else {
      problems.report(
          scalar.at(),
          "defined-twice",
          "department `" + ref.get().id() + "` is defined twice",
          "one of the two would be passed over; it is defined first at " + first,
          "take one out");
    }
  }
}
