package dev.staffgate.yaml;

import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Ids;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.policy.Declared;
import dev.staffgate.policy.Declared.Kind;
import dev.staffgate.yaml.ConditionsReader.In;
import dev.staffgate.yaml.YamlNode.Entry;
import dev.staffgate.yaml.YamlNode.Scalar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the sections of one or more files together into one document (policy reference, section 2).
 * Not thread-safe.
 *
 * <p>What is defined and broken is left out of the document, and yet counts as {@link #declared},
 * so that whoever names it is not blamed besides.
 */
final class DocumentReader {
  private static final Set<String> CATEGORIES =
      Set.of("client", "billing", "support", "product", "system");

  private final Problems problems;
  private final Values values;
  private final ConditionsReader conditions;
  private final RolesReader roles;
  private final ServersReader servers;
  private final StaffReader staff;
  private final RoutesReader routes;
  private final TestsReader tests;
  private final PolicyDocument.Builder document = PolicyDocument.builder();
  private final Map<String, Map<String, Place>> defined = new HashMap<>();
  private final Map<String, Place> onceOnly = new HashMap<>();
  private final Set<String> departments = new HashSet<>();

  DocumentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.conditions = new ConditionsReader(problems, values);
    this.roles = new RolesReader(problems, values, conditions);
    this.servers = new ServersReader(problems, values, conditions);
    this.staff = new StaffReader(problems, values);
    this.routes = new RoutesReader(problems, values);
    this.tests = new TestsReader(problems, values);
  }

  /** Reads one file. */
  void read(YamlNode root) {
    Fields top = Fields.of(root, "the policy", problems);
    if (top == null) {
      problems.partIsMissing();
      return;
    }
    if (!version(top, root)) {
      problems.partIsMissing(); // in another format its sections may mean something else
      return;
    }
    once(top, "catalog", node -> catalog(node));
    section(top, "permissions", "permission", this::permission);
    section(top, "networks", "network", this::network);
    section(top, "schedules", "schedule", this::schedule);
    once(top, "defaults", this::defaults);
    section(
        top,
        "roles",
        "role",
        (id, key, node) -> roles.read(id, key, node).ifPresent(document::role));
    top.list("separate").forEach(node -> separation(node).ifPresent(document::separate));
    section(top, "server-groups", "server group", this::serverGroup);
    section(
        top,
        "servers",
        "server",
        (id, key, node) -> servers.read(id, key, node).ifPresent(document::server));
    if (top.node("departments") != null && !(top.node("departments") instanceof YamlNode.Items)) {
      problems.partIsMissing();
    }
    top.scalars("departments").forEach(this::department);
    section(
        top,
        "staff",
        "staff",
        (id, key, node) -> staff.read(id, key, node).ifPresent(document::staff));
    section(top, "emergency", "emergency", this::emergency);
    once(
        top,
        "routes",
        node ->
            Fields.list(node, "`routes` of the policy", problems)
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
    Map<Kind, String> kinds = new EnumMap<>(Kind.class);
    kinds.put(Kind.PERMISSION, "permission");
    kinds.put(Kind.ROLE, "role");
    kinds.put(Kind.NETWORK, "network");
    kinds.put(Kind.SCHEDULE, "schedule");
    kinds.put(Kind.SERVER, "server");
    kinds.put(Kind.SERVER_GROUP, "server group");
    for (Map.Entry<Kind, String> kind : kinds.entrySet()) {
      all = all.and(kind.getKey(), defined.getOrDefault(kind.getValue(), Map.of()).keySet());
    }
    return all;
  }

  private interface Definition {
    void read(String id, Scalar key, YamlNode node);
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

  private void section(Fields top, String key, String kind, Definition definition) {
    YamlNode node = top.node(key);
    if (node != null && !(node instanceof YamlNode.Entries)) {
      problems.partIsMissing();
    }
    for (Entry entry : top.entries(key)) {
      Optional<String> id =
          kind.equals("permission")
              ? values.permission(entry.key()).map(Ref::id)
              : values.id(entry.key(), kind);
      if (id.isEmpty()) {
        continue;
      }
      Place first =
          defined
              .computeIfAbsent(kind, any -> new HashMap<>())
              .putIfAbsent(id.get(), entry.key().at());
      if (first != null) {
        problems.report(
            entry.key().at(),
            "defined-twice",
            kind + " `" + id.get() + "` is defined twice",
            "one of the two would be passed over; it is defined first at " + first,
            "take one out, or unite them");
        continue;
      }
      definition.read(id.get(), entry.key(), entry.value());
    }
  }

  private void catalog(YamlNode node) {
    Optional<Scalar> scalar = Fields.scalar(node, "`catalog` of the policy", problems);
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
              "write `hosting` or `none`");
    }
  }

  private void permission(String id, Scalar key, YamlNode node) {
    Fields fields = Fields.of(node, "permission `" + id + "`", problems);
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
    String what = "network `" + id + "`";
    for (YamlNode item : Fields.list(node, what, problems)) {
      Fields.scalar(item, "an item of " + what, problems)
          .flatMap(values::networkTerm)
          .ifPresent(terms::add);
    }
    document.network(new NetworkDefinition(id, terms, key.at()));
  }

  private void schedule(String id, Scalar key, YamlNode node) {
    Fields fields = Fields.of(node, "schedule `" + id + "`", problems);
    if (fields == null) {
      return;
    }
    YamlNode zoneNode = fields.required("zone");
    Optional<ZoneId> zone =
        zoneNode == null
            ? Optional.empty()
            : Fields.scalar(zoneNode, "`zone` of schedule `" + id + "`", problems)
                .flatMap(this::zone);
    List<Schedule.Window> windows = new ArrayList<>();
    YamlNode windowsNode = fields.required("windows");
    List<Scalar> scalars = fields.scalars("windows");
    for (Scalar scalar : scalars) {
      window(scalar).ifPresent(windows::add);
    }
    if (windowsNode instanceof YamlNode.Items && scalars.isEmpty()) {
      problems.report(
          windowsNode.at(),
          "empty-list",
          "an empty list under `windows` of schedule `" + id + "`",
          "a schedule without a window never comes",
          "name at least one, such as `mon-fri 08:00-18:00`");
    }
    fields.refuseOthers();
    if (zone.isPresent() && !windows.isEmpty()) {
      document.schedule(new Schedule(id, zone.get(), windows, key.at()));
    }
  }

  private Optional<ZoneId> zone(Scalar scalar) {
    try {
      if (ZoneId.getAvailableZoneIds().contains(scalar.text())) {
        return Optional.of(ZoneId.of(scalar.text()));
      }
    } catch (DateTimeException unknown) {
      // Told below, like every other text that is no zone.
    }
    problems.report(
        scalar.at(),
        "unknown-zone",
        "unknown time zone `" + Shown.text(scalar.text()) + "`",
        "a zone is named as the IANA time zone database does, so that summer time is known",
        "write for example `Europe/Berlin` or `UTC`");
    return Optional.empty();
  }

  private Optional<Schedule.Window> window(Scalar scalar) {
    Optional<Schedule.Window> window = Windows.parse(scalar.text());
    if (window.isEmpty()) {
      problems.report(
          scalar.at(),
          "bad-window",
          "`" + Shown.text(scalar.text()) + "` is no window of time",
          "a window has days, a space, and a start and an end that differ; `24:00` may be an end",
          "write for example `mon-fri 08:00-18:00`, `sat,sun 10:00-14:00` or `fri-mon 22:00-06:00`");
    }
    return window;
  }

  private void defaults(YamlNode node) {
    Fields fields = Fields.of(node, "`defaults`", problems);
    if (fields == null) {
      return;
    }
    var requires = conditions.requires(fields.node("requires"), "`defaults.requires`", In.DEFAULTS);
    YamlNode sensitiveNode = fields.node("sensitive");
    Fields sensitive =
        sensitiveNode == null ? null : Fields.of(sensitiveNode, "`defaults.sensitive`", problems);
    var sensitiveRequires =
        conditions.requires(
            sensitive == null ? null : sensitive.node("requires"),
            "`defaults.sensitive.requires`",
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

  private Optional<SeparationRule> separation(YamlNode node) {
    Fields fields = Fields.of(node, "a rule of `separate`", problems);
    if (fields == null) {
      return Optional.empty();
    }
    YamlNode nameNode = fields.required("name");
    String name = nameNode instanceof Scalar scalar ? scalar.text() : "";
    boolean ofRoles = fields.node("roles") != null;
    boolean ofPermissions = fields.node("permissions") != null;
    List<Ref> members = new ArrayList<>();
    fields.scalars("roles").forEach(scalar -> values.ref(scalar, "role").ifPresent(members::add));
    fields
        .scalars("permissions")
        .forEach(scalar -> values.permission(scalar).ifPresent(members::add));
    int atMost = fields.scalar("at-most").map(this::atMost).orElse(1);
    Optional<SeparationRule.Within> within =
        fields.scalar("in").map(this::within).orElse(Optional.of(SeparationRule.Within.ACCOUNT));
    fields.refuseOthers();
    if (ofRoles == ofPermissions) {
      problems.report(
          fields.at(),
          "separation-members",
          "a rule of `separate` with "
              + (ofRoles ? "both" : "neither")
              + " `roles` and `permissions`",
          "a rule keeps roles apart, or permissions",
          "write one of the two");
      return Optional.empty();
    }
    if (members.stream().map(Ref::id).distinct().count() != members.size()
        || atMost < 1
        || atMost >= members.size()) {
      problems.report(
          fields.at(),
          "separates-nothing",
          "a rule of `separate` that lets " + atMost + " of " + members.size() + " be held",
          "`at-most` is at least 1 and less than there are members, each named once",
          "name more members, or lower `at-most`");
      return Optional.empty();
    }
    return within.map(
        one ->
            new SeparationRule(
                name,
                ofRoles ? SeparationRule.Of.ROLES : SeparationRule.Of.PERMISSIONS,
                members,
                atMost,
                one,
                fields.at()));
  }

  private int atMost(Scalar scalar) {
    return scalar.text().matches("[0-9]{1,6}") ? Integer.parseInt(scalar.text()) : 0;
  }

  private Optional<SeparationRule.Within> within(Scalar scalar) {
    return switch (scalar.text()) {
      case "account" -> Optional.of(SeparationRule.Within.ACCOUNT);
      case "session" -> Optional.of(SeparationRule.Within.SESSION);
      default -> {
        problems.report(
            scalar.at(),
            "bad-separation",
            "`" + Shown.text(scalar.text()) + "` is nothing that a rule of `separate` holds in",
            "a rule holds for what an account has, or for what it acts with in one session",
            "write `account` or `session`");
        yield Optional.empty();
      }
    };
  }

  private void serverGroup(String id, Scalar key, YamlNode node) {
    List<Ref> members = new ArrayList<>();
    String what = "server group `" + id + "`";
    for (YamlNode item : Fields.list(node, what, problems)) {
      Fields.scalar(item, "an item of " + what, problems)
          .flatMap(scalar -> values.ref(scalar, "server"))
          .ifPresent(members::add);
    }
    document.serverGroup(new ServerGroup(id, members, key.at()));
  }

  private void department(Scalar scalar) {
    Optional<Ref> ref = values.ref(scalar, "department");
    if (ref.isPresent() && !departments.add(ref.get().id())) {
      problems.report(
          scalar.at(),
          "defined-twice",
          "department `" + ref.get().id() + "` is defined twice",
          "one of the two would be passed over",
          "take one out");
    } else {
      ref.ifPresent(document::department);
    }
  }

  private void emergency(String id, Scalar key, YamlNode node) {
    Fields fields = Fields.of(node, "emergency `" + id + "`", problems);
    if (fields == null) {
      return;
    }
    Optional<Ref> role = scalarOf(fields, "role").flatMap(scalar -> values.ref(scalar, "role"));
    List<String> holders = new ArrayList<>();
    fields.scalars("holders").forEach(scalar -> values.id(scalar, "staff").ifPresent(holders::add));
    Optional<Duration> lasts =
        scalarOf(fields, "for").flatMap(scalar -> values.duration(scalar, false));
    fields.refuseOthers();
    if (role.isPresent() && lasts.isPresent()) {
      document.emergency(new Emergency(id, role.get(), holders, lasts.get(), key.at()));
    }
  }

  private Optional<Scalar> scalarOf(Fields fields, String key) {
    @Nullable YamlNode node = fields.required(key);
    return node == null
        ? Optional.empty()
        : Fields.scalar(node, "`" + key + "` of " + fields.what(), problems);
  }
}
