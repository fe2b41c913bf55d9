package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Ids;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Ref;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.policy.Declared;
import dev.staffgate.policy.Declared.Kind;
import dev.staffgate.policy.Nearest;
import dev.staffgate.yaml.ConditionsReader.In;
import dev.staffgate.yaml.YamlNode.Entry;
import dev.staffgate.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the sections of one or more files together into one document (policy reference, section 2).
 * Not thread-safe.
 *
 * <p>What is defined and broken is left out of the document, and yet counts as {@link #declared},
 * so that whoever names it is not blamed besides.
 */
final class DocumentReader implements TreeReader.Receiver {
  private static final Set<String> CATEGORIES =
      Set.of("client", "billing", "support", "product", "system");

  private static final What WHAT = What.of("the policy");
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
  private static final Set<String> PERMISSION_KEYS =
      ImmutableSet.of("title", "category", "sensitive", "needs");
  private static final Set<String> DEFAULTS_KEYS = ImmutableSet.of("requires", "sensitive", "sso");
  private static final Set<String> EMERGENCY_KEYS = ImmutableSet.of("role", "holders", "for");

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

  private final Problems problems;
  private final Values values;
  private final ConditionsReader conditions;
  private final SchedulesReader schedules;
  private final RolesReader roles;
  private final SeparationReader separation;
  private final ServersReader servers;
  private final StaffReader staff;
  private final RoutesReader routes;
  private final TestsReader tests;
  private final PolicyDocument.Builder document = PolicyDocument.builder();
  private final Map<String, Map<String, Scalar>> defined = new HashMap<>();
  private final Map<String, Place> onceOnly = new HashMap<>();
  private final Map<String, Place> departments = new HashMap<>();

  DocumentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.conditions = new ConditionsReader(problems, values);
    this.schedules = new SchedulesReader(problems);
    this.separation = new SeparationReader(problems, values);
    this.roles = new RolesReader(problems, values, conditions);
    this.servers = new ServersReader(problems, values, conditions);
    this.staff = new StaffReader(problems, values);
    this.routes = new RoutesReader(problems, values);
    this.tests = new TestsReader(problems, values);
  }

  /** Reads one file. */
  void read(YamlNode root) {
    Fields top = Fields.of(root, WHAT, KEYS, problems);
    if (top == null) {
      problems.partIsMissing();
      return;
    }
    if (!version(top, root)) {
      problems.partIsMissing(); // in another format its sections may mean something else
      return;
    }
    once(top, "catalog", node -> catalog(node));
    section(top, "permissions");
    section(top, "networks");
    section(top, "schedules");
    once(top, "defaults", this::defaults);
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
            Fields.list(node, WHAT.key("routes"), problems)
                .forEach(item -> routes.read(item).ifPresent(document::route)));
    top.list("tests").forEach(node -> tests.read(node).ifPresent(document::test));
    top.refuseOthers();
  }

  PolicyDocument document() {
    return document.build();
  }

  /**
   * The names that may be referred to: those of the document, and those whose definition is broken.
   */
  Declared declared(PolicyDocument read) {
    Declared all = Declared.in(read);
    Map<Kind, String> sections = new EnumMap<>(Kind.class);
    sections.put(Kind.PERMISSION, "permissions");
    sections.put(Kind.ROLE, "roles");
    sections.put(Kind.NETWORK, "networks");
    sections.put(Kind.SCHEDULE, "schedules");
    sections.put(Kind.SERVER, "servers");
    sections.put(Kind.SERVER_GROUP, "server-groups");
    sections.put(Kind.EMERGENCY, "emergency");
    for (Map.Entry<Kind, String> kind : sections.entrySet()) {
      all = all.and(kind.getKey(), defined.getOrDefault(kind.getValue(), Map.of()).keySet());
    }
    return all;
  }

  private interface Section {
    void read(YamlNode node);
  }

  /** Whether the file is written in the format that this release reads. */
  private boolean version(Fields top, YamlNode root) {
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
              + (node instanceof Scalar scalar ? Shown.text(scalar.text()) : node.kind())
              + "`",
          "this release knows format 1 alone",
          "write `staffgate: 1`, or use a release that knows the other format");
      return false;
    }
    return true;
  }

  private void once(Fields top, String key, Section section) {
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
  private void section(Fields top, String section) {
    YamlNode node = top.node(section);
    if (node != null && !(node instanceof YamlNode.Entries)) {
      problems.partIsMissing();
    }
    top.entries(section).forEach(entry -> take(section, entry));
  }

  /** In a file of another format the sections may mean something else. */
  @Override
  public boolean wants(List<Entry> before, Scalar section) {
    return KINDS.containsKey(section.text())
        && !before.isEmpty()
        && before.get(0).key().text().equals("staffgate")
        && before.get(0).value() instanceof Scalar version
        && version.text().equals("1");
  }

  @Override
  public void take(String section, Entry entry) {
    Scalar key = entry.key();
    Optional<String> id =
        section.equals("permissions")
            ? values.permission(key).map(Ref::id)
            : values.id(key, kind(section));
    if (id.isPresent() && isNew(section, id.get(), key)) {
      define(section, id.get(), key, entry.value());
    }
  }

  private boolean isNew(String section, String id, Scalar key) {
    Scalar first = defined.computeIfAbsent(section, any -> new HashMap<>()).putIfAbsent(id, key);
    if (first == null) {
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

  private static String kind(String section) {
    return requireNonNull(KINDS.get(section));
  }

  private void define(String section, String id, Scalar key, YamlNode node) {
    switch (section) {
      case "permissions" -> permission(id, key, node);
      case "networks" -> network(id, key, node);
      case "schedules" -> schedules.read(id, key, node).ifPresent(document::schedule);
      case "roles" -> roles.read(id, key, node).ifPresent(document::role);
      case "server-groups" -> serverGroup(id, key, node);
      case "servers" -> servers.read(id, key, node).ifPresent(document::server);
      case "staff" -> staff.read(id, key, node).ifPresent(document::staff);
      case "emergency" -> emergency(id, key, node);
      default -> throw new IllegalStateException(section);
    }
  }

  private void catalog(YamlNode node) {
    Optional<Scalar> scalar = Fields.scalar(node, "catalog", WHAT, problems);
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
              "unknown catalogue `" + Shown.text(scalar.get().text()) + "`",
              "there is the built-in one, and none",
              Nearest.to(scalar.get().text(), Set.of("hosting", "none"))
                  .map(name -> "did you mean `" + name + "`?")
                  .orElse("write `hosting` or `none`"));
    }
  }

  private void permission(String id, Scalar key, YamlNode node) {
    Fields fields = Fields.of(node, What.named("permission", id), PERMISSION_KEYS, problems);
    if (fields == null) {
      return;
    }
    String title = fields.text("title").orElse(id);
    Optional<Scalar> category = fields.scalar("category");
    boolean sensitive = fields.flag("sensitive");
    List<Ref> needs = new ArrayList<>();
    fields.scalars("needs").forEach(scalar -> values.permission(scalar).ifPresent(needs::add));
    fields.refuseOthers();
    if (category.isEmpty()) {
      problems.report(
          key.at(),
          "missing-key",
          "permission `" + id + "` has no `category`",
          "pages and reports put permissions together by category",
          "write one of "
              + String.join(", ", CATEGORIES.stream().sorted().toList())
              + ", or a word of your own");
    } else if (!Ids.isWord(category.get().text())) {
      problems.report(
          category.get().at(),
          "bad-category",
          "`" + Shown.text(category.get().text()) + "` is no category",
          "a category is one lower-case word",
          "write for example `billing`");
    } else {
      document.permission(
          new PermissionDefinition(id, title, category.get().text(), sensitive, needs, key.at()));
    }
  }

  private void network(String id, Scalar key, YamlNode node) {
    List<NetworkTerm> terms = new ArrayList<>();
    What what = What.named("network", id);
    for (YamlNode item : Fields.list(node, what, problems)) {
      Fields.scalar(item, what.part("an item"), problems)
          .flatMap(values::networkTerm)
          .ifPresent(terms::add);
    }
    document.network(new NetworkDefinition(id, terms, key.at()));
  }

  private void defaults(YamlNode node) {
    Fields fields = Fields.of(node, What.of("`defaults`"), DEFAULTS_KEYS, problems);
    if (fields == null) {
      return;
    }
    var requires =
        conditions.requires(fields.node("requires"), What.of("`defaults.requires`"), In.DEFAULTS);
    YamlNode sensitiveNode = fields.node("sensitive");
    Fields sensitive =
        sensitiveNode == null
            ? null
            : Fields.of(
                sensitiveNode, What.of("`defaults.sensitive`"), Set.of("requires"), problems);
    var sensitiveRequires =
        conditions.requires(
            sensitive == null ? null : sensitive.node("requires"),
            What.of("`defaults.sensitive.requires`"),
            In.DEFAULTS);
    if (sensitive != null) {
      sensitive.refuseOthers();
    }
    boolean restricted =
        fields
            .scalar("sso")
            .flatMap(scalar -> ServersReader.restricted(scalar, problems))
            .orElse(false);
    fields.refuseOthers();
    document.defaults(new Defaults(requires, sensitiveRequires, restricted));
  }

  private void serverGroup(String id, Scalar key, YamlNode node) {
    List<Ref> members = new ArrayList<>();
    What what = What.named("server group", id);
    for (YamlNode item : Fields.list(node, what, problems)) {
      Fields.scalar(item, what.part("an item"), problems)
          .flatMap(scalar -> values.ref(scalar, "server"))
          .ifPresent(members::add);
    }
    document.serverGroup(new ServerGroup(id, members, key.at()));
  }

  private void department(Scalar scalar) {
    Optional<Ref> ref = values.ref(scalar, "department");
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

  private void emergency(String id, Scalar key, YamlNode node) {
    Fields fields = Fields.of(node, What.named("emergency", id), EMERGENCY_KEYS, problems);
    if (fields == null) {
      return;
    }
    Optional<Ref> role =
        fields.requiredScalar("role").flatMap(scalar -> values.ref(scalar, "role"));
    List<String> holders = new ArrayList<>();
    YamlNode holdersNode = fields.required("holders");
    fields.scalars("holders").forEach(scalar -> values.id(scalar, "staff").ifPresent(holders::add));
    Optional<Duration> lasts =
        fields.requiredScalar("for").flatMap(scalar -> values.duration(scalar, false));
    fields.refuseOthers();
    if (role.isPresent() && holdersNode != null && lasts.isPresent()) {
      document.emergency(new Emergency(id, role.get(), holders, lasts.get(), key.at()));
    }
  }
}
