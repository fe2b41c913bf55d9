package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.DeclaredNames;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Section;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the sections of one or more files together into one document (policy reference, section 2).
 * Not thread-safe.
 */
public final class DocumentReader implements EntryReceiver {
  private static final Subject POLICY = Subject.of("the policy");
  private static final Set<String> KEYS =
      ImmutableSet.<String>builder()
          .add(Section.VERSION_KEY)
          .addAll(Stream.of(Section.values()).map(Section::key).iterator())
          .build();

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
  private final ListEntries rules;
  private final ListEntries paths;
  private final PolicyDocument.Builder document = PolicyDocument.builder();
  private final Map<Section, Place> single = new EnumMap<>(Section.class);
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
    this.tests = new TestsReader(problems, values, staff);
    this.rules = new ListEntries(Subject.named("in", Section.SEPARATE.key()), problems);
    this.paths = new ListEntries(Subject.named("in", Section.ROUTES.key()), problems);
  }

  /** Reads one file. */
  public void read(YamlNode root) {
    MappingFields top = MappingFields.of(root, POLICY, KEYS, problems);
    if (top == null) {
      problems.partIsMissing();
      return;
    }
    if (!requireVersion(top, root)) {
      problems.partIsMissing(); // in another format its sections may mean something else
      return;
    }
    for (Section section : Section.values()) {
      YamlNode node = top.node(section.key());
      if (node != null) {
        read(section, node);
      }
    }
    top.refuseOthers();
  }

  /** Returns the document of all that was read. */
  public PolicyDocument document() {
    return document.build();
  }

  /** Returns the names that may be referred to. */
  public DeclaredNames declared(PolicyDocument read) {
    return definitions.declared(read);
  }

  private void read(Section section, YamlNode node) {
    Subject what = POLICY.key(section.key());
    switch (section.merging()) {
      case ONCE -> readSingle(section, node);
      case UNITED -> {
        if (!(node instanceof YamlNode.Entries)) {
          problems.partIsMissing();
        }
        // What is left of it: all of it, unless its entries were accepted as they came.
        MappingFields.entries(node, what, problems).forEach(entry -> accept(section, entry));
      }
      case APPENDED -> {
        if (section.definesNames() && !(node instanceof YamlNode.Items)) {
          problems.partIsMissing();
        }
        MappingFields.list(node, what, problems).forEach(item -> readItem(section, item));
        if (section == Section.TESTS) {
          tests.requireSome(node);
        }
      }
    }
  }

  /**
   * Reports a file that does not begin with its version; returns whether it is written in the
   * format that this release reads.
   */
  private boolean requireVersion(MappingFields top, YamlNode root) {
    YamlNode node = top.node(Section.VERSION_KEY);
    boolean first =
        root instanceof YamlNode.Entries entries
            && !entries.entries().isEmpty()
            && entries.entries().get(0).key().text().equals(Section.VERSION_KEY);
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

  private void readSingle(Section section, YamlNode node) {
    Place first = single.putIfAbsent(section, node.at());
    if (first != null) {
      problems.report(
          node.at(),
          "section-twice",
          "`" + section.key() + "` stands in two files",
          "it holds for the whole policy; it stands first at " + first,
          "keep it in one of them");
      return;
    }
    switch (section) {
      case CATALOG -> catalog(node);
      case DEFAULTS -> defaults.read(node).ifPresent(document::defaults);
      case ROUTES ->
          MappingFields.list(node, POLICY.key(section.key()), problems).forEach(this::route);
      default -> throw withoutReader(section);
    }
  }

  private void route(YamlNode item) {
    int before = problems.count();
    routes
        .read(item)
        .filter(route -> !paths.isWhole(before) || isFirst(route))
        .ifPresent(document::route);
  }

  /** Returns whether a route stands there for the first time; its methods have no order. */
  private boolean isFirst(RouteRule route) {
    return paths.add(
        List.of(
            route.path(),
            Set.copyOf(route.methods()),
            route.access(),
            route.permission(),
            route.resource()),
        "the route",
        route.at());
  }

  private void readItem(Section section, YamlNode item) {
    switch (section) {
      case SEPARATE ->
          separation
              .read(item)
              .filter(rule -> rules.add(rule, "the rule", rule.at()))
              .ifPresent(document::separate);
      case DEPARTMENTS ->
          MappingFields.item(item, section.key(), POLICY, problems).ifPresent(this::department);
      case TESTS -> tests.read(item).ifPresent(document::test);
      default -> throw withoutReader(section);
    }
  }

  private static IllegalStateException withoutReader(Section section) {
    return new IllegalStateException("section `" + section.key() + "` has no reader");
  }

  /** Wants nothing from a file of another format, whose sections may mean something else. */
  @Override
  public boolean wants(Section section, List<Entry> before) {
    return section.merging() == Section.Merging.UNITED
        && !before.isEmpty()
        && before.get(0).key().text().equals(Section.VERSION_KEY)
        && before.get(0).value() instanceof Scalar version
        && version.text().equals("1");
  }

  @Override
  public @Nullable Scalar registerKey(Section section, Scalar key) {
    return definitions.registerKey(section, key);
  }

  @Override
  public void accept(Section section, Entry entry) {
    Scalar key = entry.key();
    Optional<String> id =
        section == Section.PERMISSIONS
            ? values.permission(key).map(NameRef::id)
            : values.id(key, section.noun());
    if (id.isPresent() && definitions.define(section, id.get(), key)) {
      readThing(section, id.get(), key, entry.value());
    }
  }

  private void readThing(Section section, String id, Scalar key, YamlNode node) {
    switch (section) {
      case PERMISSIONS -> permissions.read(id, key, node).ifPresent(document::permission);
      case NETWORKS -> network(id, key, node);
      case SCHEDULES -> schedules.read(id, key, node).ifPresent(document::schedule);
      case ROLES -> roles.read(id, key, node).ifPresent(document::role);
      case SERVER_GROUPS -> serverGroup(id, key, node);
      case SERVERS -> servers.read(id, key, node).ifPresent(document::server);
      case STAFF -> staff.read(id, key, node).ifPresent(document::staff);
      case EMERGENCY -> emergencies.read(id, key, node).ifPresent(document::emergency);
      default -> throw withoutReader(section);
    }
  }

  private void catalog(YamlNode node) {
    Optional<Scalar> scalar = MappingFields.scalar(node, Section.CATALOG.key(), POLICY, problems);
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
    List<Scalar> texts = new ArrayList<>();
    Subject what = Subject.named("network", id);
    for (YamlNode item : MappingFields.list(node, what, problems)) {
      MappingFields.scalar(item, what.part("an item"), problems).ifPresent(texts::add);
    }
    List<NetworkTerm> terms =
        values.addresses().networkTerms(texts, Subject.named("in network", id));
    document.network(new NetworkDefinition(id, terms, key.at()));
  }

  private void serverGroup(String id, Scalar key, YamlNode node) {
    List<NameRef> members = new ArrayList<>();
    Subject what = Subject.named("server group", id);
    ListEntries seen = new ListEntries(Subject.named("in server group", id), problems);
    for (YamlNode item : MappingFields.list(node, what, problems)) {
      MappingFields.scalar(item, what.part("an item"), problems)
          .filter(seen::addText)
          .flatMap(scalar -> values.ref(scalar, "server"))
          .ifPresent(members::add);
    }
    document.serverGroup(new ServerGroup(id, members, key.at()));
  }

  private void department(Scalar scalar) {
    Optional<NameRef> ref = values.ref(scalar, Section.DEPARTMENTS.noun());
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
