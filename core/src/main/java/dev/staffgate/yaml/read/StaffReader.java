package dev.staffgate.yaml.read;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads staff: roles, networks, what is assigned, attributes. */
final class StaffReader {
  private static final Set<String> RESERVED = Set.of("id", "name", "email");

  private final ProblemCollector problems;
  private final ScalarReader values;

  StaffReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<StaffAccount> read(String id, Scalar key, YamlNode node) {
    Subject what = Subject.named("staff", id);
    MappingFields fields = MappingFields.of(node, what, PolicyKeys.STAFF, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> name = fields.text("name");
    Optional<String> email = fields.text("email");
    List<String> knownAs = new ArrayList<>();
    fields.scalars("known-as").forEach(scalar -> knownAs(scalar).ifPresent(knownAs::add));
    Optional<String> person = fields.scalar("person").flatMap(one -> values.id(one, "person"));
    List<YamlNode> items = fields.list("roles");
    List<Assignment> roles = assignments(items, fields);
    Optional<List<NetworkTerm>> networks = networks(fields);
    Map<String, Set<String>> assigned = assigned(fields, true);
    Map<String, String> attributes = attributes(fields);
    boolean disabled = fields.flag("disabled");
    fields.refuseOthers();
    return Optional.of(
        new StaffAccount(
            id,
            name,
            email,
            knownAs,
            person,
            roles,
            networks,
            assigned,
            attributes,
            disabled,
            key.at()));
  }

  private List<Assignment> assignments(List<YamlNode> items, MappingFields fields) {
    List<Assignment> roles = new ArrayList<>(items.size());
    ListEntries seen = fields.distinct("roles");
    int forATime = 0;
    for (YamlNode item : items) {
      Optional<Assignment> role = assignment(item, fields.what());
      if (role.isPresent() && (items.size() == 1 || isFirst(role.get(), item, seen))) {
        forATime += role.get().forGood() ? 0 : 1;
        if (forATime > StaffAccount.MAX_FOR_A_TIME) {
          tooMany(item, fields);
          break;
        }
        roles.add(role.get());
      }
    }
    return roles;
  }

  private void tooMany(YamlNode item, MappingFields fields) {
    problems.report(
        item.at(),
        "too-many-assignments",
        "more than "
            + StaffAccount.MAX_FOR_A_TIME
            + " assignments for a time under `roles` of "
            + fields.what(),
        "each one is looked at whenever the roles of the account may change",
        "take out those that have ended");
  }

  private static boolean isFirst(Assignment role, YamlNode item, ListEntries seen) {
    List<Object> meaning = List.of(role.role().id(), role.from(), role.until());
    return seen.add(
        meaning,
        "role `" + role.role().id() + "`" + (role.forGood() ? "" : " with the same times"),
        item.at());
  }

  private Optional<String> knownAs(Scalar scalar) {
    if (StaffAccount.isKnownAs(scalar.text())) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-known-as",
        "`" + VisibleText.excerpt(scalar.text()) + "` cannot be what a provider calls an account",
        "such a name has 1 to 256 printable ASCII characters and no blank",
        "write it as the identity provider hands it over");
    return Optional.empty();
  }

  private Optional<Assignment> assignment(YamlNode node, Subject of) {
    if (node instanceof Scalar scalar) {
      Optional<NameRef> role = values.ref(scalar, "role");
      return role.isEmpty() ? Optional.empty() : Optional.of(forGood(role.get()));
    }
    MappingFields fields =
        MappingFields.of(node, of.part("a role"), PolicyKeys.ASSIGNMENT, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<NameRef> role =
        fields.requiredScalar("role").flatMap(scalar -> values.ref(scalar, "role"));
    Optional<Scalar> fromScalar = fields.scalar("from");
    Optional<Scalar> untilScalar = fields.scalar("until");
    Optional<Instant> from = fromScalar.flatMap(values::instant);
    Optional<Instant> until = untilScalar.flatMap(values::instant);
    Optional<String> approvedBy =
        fields.scalar("approved-by").flatMap(scalar -> values.id(scalar, "staff"));
    Optional<String> reason = fields.text("reason");
    fields.refuseOthers();
    if (role.isEmpty()
        || (fromScalar.isPresent() && from.isEmpty())
        || (untilScalar.isPresent() && until.isEmpty())) {
      return Optional.empty();
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      problems.report(
          untilScalar.get().at(),
          "ends-before-it-starts",
          "an assignment of role `" + role.get().id() + "` that ends before it starts",
          "it would never be held",
          "let `until` come after `from`");
      return Optional.empty();
    }
    return Optional.of(new Assignment(role.get(), from, until, approvedBy, reason));
  }

  private static Assignment forGood(NameRef role) {
    return new Assignment(
        role, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Optional<List<NetworkTerm>> networks(MappingFields fields) {
    YamlNode node = fields.node("networks");
    if (node == null) {
      return Optional.empty();
    }
    List<NetworkTerm> terms =
        values
            .addresses()
            .networkTerms(fields.scalars("networks"), fields.what().key("in", "networks"));
    if (node instanceof YamlNode.Items items && items.items().isEmpty()) {
      problems.report(
          node.at(),
          "empty-list",
          "an empty list under `networks` of " + fields.what(),
          "it could mean from nowhere or from anywhere",
          "name at least one, or take the key out; to close an account, write `disabled: true`");
    }
    return Optional.of(terms);
  }

  /**
   * Reads what is assigned.
   *
   * @param distinct whether an id must not stand twice under a type
   */
  Map<String, Set<String>> assigned(MappingFields fields, boolean distinct) {
    List<Entry> entries = fields.entries("assigned");
    if (entries.isEmpty()) {
      return Map.of();
    }
    Map<String, Set<String>> assigned = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Optional<String> type = values.id(entry.key(), "resource type");
      Set<String> ids = new LinkedHashSet<>();
      ListEntries seen = fields.distinct("assigned");
      for (YamlNode item :
          MappingFields.list(entry.value(), fields.what().key("assigned"), problems)) {
        MappingFields.item(item, "assigned", fields.what(), problems)
            .filter(id -> !distinct || seen.addText(id))
            .flatMap(this::plainId)
            .ifPresent(ids::add);
      }
      type.ifPresent(one -> assigned.put(one, ids));
    }
    return assigned;
  }

  private Optional<String> plainId(Scalar scalar) {
    String text = scalar.text();
    if (text.isEmpty()
        || text.startsWith("@")
        || text.equalsIgnoreCase(NameSyntax.ASSIGNED)
        || text.length() > 1024) {
      problems.report(
          scalar.at(),
          "bad-resource",
          "`" + VisibleText.excerpt(text) + "` cannot be assigned",
          "plain ids are assigned: no groups, and not `assigned` itself",
          "list the ids one by one");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private Map<String, String> attributes(MappingFields fields) {
    List<Entry> entries = fields.entries("attributes");
    if (entries.isEmpty()) {
      return Map.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String name = entry.key().text();
      if (RESERVED.contains(name) || !NameSyntax.isAttribute("staff." + name)) {
        problems.report(
            entry.key().at(),
            "bad-attribute",
            "`" + VisibleText.excerpt(name) + "` among the attributes of " + fields.what(),
            "a stored attribute has a name of ASCII letters and digits, and is not `id`, `name` or"
                + " `email`",
            "choose another name");
        continue;
      }
      MappingFields.scalar(entry.value(), fields.what().key("attribute", name), problems)
          .ifPresent(scalar -> attributes.put(name, scalar.text()));
    }
    return attributes;
  }
}
