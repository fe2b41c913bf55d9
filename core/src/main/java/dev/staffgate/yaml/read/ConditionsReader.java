package dev.staffgate.yaml.read;

import dev.staffgate.model.Condition;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: the keys of policy reference, section 3, in `requires`, grants, denies and
 * servers.
 */
final class ConditionsReader {
  /** The position of conditions: not every one has a meaning everywhere. */
  enum In {
    REQUIRES,
    GRANT,
    DENY,
    DEFAULTS
  }

  private final ProblemCollector problems;
  private final ScalarReader values;
  private final ApprovalReader approvals;

  ConditionsReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
    this.approvals = new ApprovalReader(problems, values);
  }

  /** Reads the conditions of a mapping that holds nothing else. */
  List<Condition> requires(@Nullable YamlNode node, Subject what, In in) {
    if (node == null) {
      return List.of();
    }
    MappingFields fields = MappingFields.of(node, what, PolicyKeys.CONDITIONS, problems);
    if (fields == null) {
      return List.of();
    }
    List<Condition> conditions = read(fields, in);
    fields.refuseOthers();
    return conditions;
  }

  /** Reads the conditions among the fields of a mapping, in a fixed order of keys. */
  List<Condition> read(MappingFields fields, In in) {
    List<Condition> conditions = new ArrayList<>();
    networks(fields, true, conditions);
    networks(fields, false, conditions);
    schedule(fields, true, conditions);
    schedule(fields, false, conditions);
    secondFactor(fields, in, conditions);
    amounts(fields, true, conditions);
    amounts(fields, false, conditions);
    resources(fields, true, conditions);
    resources(fields, false, conditions);
    where(fields, conditions);
    same(fields, conditions);
    approval(fields, in, conditions);
    return conditions;
  }

  private void networks(MappingFields fields, boolean inside, List<Condition> conditions) {
    String key = inside ? "networks" : "not-networks";
    YamlNode node = fields.node(key);
    if (node == null) {
      return;
    }
    List<NetworkTerm> terms =
        values.addresses().networkTerms(fields.scalars(key), fields.what().key("in", key));
    if (node instanceof Items items && items.items().isEmpty()) {
      emptyList(node.at(), key, fields);
    } else if (!terms.isEmpty()) {
      conditions.add(new Condition.Networks(inside, terms, node.at()));
    }
  }

  private void emptyList(Place at, String key, MappingFields fields) {
    problems.report(
        at,
        "empty-list",
        "an empty list under `" + key + "` of " + fields.what(),
        "it could mean nothing or everything",
        "name at least one, or take the key out");
  }

  private void schedule(MappingFields fields, boolean inside, List<Condition> conditions) {
    String key = inside ? "schedule" : "not-schedule";
    fields
        .scalar(key)
        .flatMap(scalar -> values.ref(scalar, "schedule"))
        .ifPresent(ref -> conditions.add(new Condition.InSchedule(inside, ref, ref.at())));
  }

  private void secondFactor(MappingFields fields, In in, List<Condition> conditions) {
    Optional<Scalar> scalar = fields.scalar("second-factor");
    if (scalar.isEmpty()) {
      return;
    }
    if (in == In.DENY) {
      notInDeny(scalar.get().at(), "second-factor", fields);
      return;
    }
    values
        .duration(scalar.get(), true)
        .ifPresent(age -> conditions.add(new Condition.SecondFactor(age, scalar.get().at())));
  }

  private void notInDeny(Place at, String key, MappingFields fields) {
    problems.report(
        at,
        "not-in-deny",
        "`" + key + "` in " + fields.what(),
        "a deny hits when none of its conditions is false; one that a person can fulfil would turn"
            + " it around",
        "put it into `requires` of the role, or into the grant");
  }

  private void amounts(MappingFields fields, boolean upTo, List<Condition> conditions) {
    String key = upTo ? "up-to" : "above";
    for (Entry entry : values.withoutDecimalCommas(nonEmpty(fields, key))) {
      Optional<String> attribute = attribute(entry.key());
      Optional<BigDecimal> limit =
          MappingFields.scalar(entry.value(), key, fields.what(), problems).flatMap(values::number);
      if (attribute.isPresent() && limit.isPresent()) {
        conditions.add(new Condition.Amount(upTo, attribute.get(), limit.get(), entry.key().at()));
      }
    }
  }

  private List<Entry> nonEmpty(MappingFields fields, String key) {
    YamlNode node = fields.node(key);
    if (node == null) {
      return List.of();
    }
    List<Entry> entries = fields.entries(key);
    if (entries.isEmpty() && node instanceof YamlNode.Entries) {
      emptyList(node.at(), key, fields);
    }
    return entries;
  }

  private Optional<String> attribute(Scalar scalar) {
    if (NameSyntax.isAttribute(scalar.text())) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-attribute",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not the name of an attribute",
        "an attribute has a bare name such as `amount`, or one below `resource.`, `action.`,"
            + " `staff.` or `subject.`",
        RightForm.keyWithoutBlank(scalar.text())
            .map(RightForm::blankBehind)
            .orElse("write it in ASCII letters and digits"));
    return Optional.empty();
  }

  private void resources(MappingFields fields, boolean among, List<Condition> conditions) {
    String key = among ? "only" : "except";
    for (Entry entry : nonEmpty(fields, key)) {
      Optional<String> type = values.id(entry.key(), "resource type");
      List<ResourceTerm> terms = new ArrayList<>();
      for (Scalar scalar : oneOrMore(entry.value(), key, fields)) {
        term(scalar).ifPresent(terms::add);
      }
      if (type.isPresent() && !terms.isEmpty()) {
        conditions.add(new Condition.Resource(among, type.get(), terms, entry.key().at()));
      }
    }
  }

  private Optional<ResourceTerm> term(Scalar scalar) {
    String text = scalar.text();
    if (!text.equals(NameSyntax.ASSIGNED) && text.equalsIgnoreCase(NameSyntax.ASSIGNED)) {
      problems.report(
          scalar.at(),
          "bad-resource",
          "`" + text + "` in other letters than `assigned`",
          "it would be an id, and nobody would see that what is assigned is not meant",
          "write `assigned`");
      return Optional.empty();
    }
    if (text.isEmpty() || text.equals("@") || text.length() > 1024) {
      problems.report(
          scalar.at(),
          "bad-resource",
          "`" + VisibleText.excerpt(text) + "` names no resource",
          "a resource has an id of 1 to 1024 characters; `@` stands before a group of servers",
          "write the id");
      return Optional.empty();
    }
    return Optional.of(ResourceTerm.parse(text, scalar.at()));
  }

  /** Reads a single value, or a list of at least one. */
  private List<Scalar> oneOrMore(YamlNode node, String key, MappingFields fields) {
    if (!(node instanceof Items items)) {
      return MappingFields.scalar(node, key, fields.what(), problems).stream().toList();
    }
    if (items.items().isEmpty()) {
      emptyList(node.at(), key, fields);
    }
    List<Scalar> scalars = new ArrayList<>();
    ListEntries seen = fields.distinct(key);
    for (YamlNode item : items.items()) {
      MappingFields.item(item, key, fields.what(), problems)
          .filter(seen::addText)
          .ifPresent(scalars::add);
    }
    return scalars;
  }

  private void where(MappingFields fields, List<Condition> conditions) {
    for (Entry entry : nonEmpty(fields, "where")) {
      Optional<String> attribute = attribute(entry.key());
      List<String> texts =
          oneOrMore(entry.value(), "where", fields).stream().map(Scalar::text).toList();
      if (attribute.isPresent() && !texts.isEmpty()) {
        conditions.add(new Condition.Attribute(attribute.get(), texts, entry.key().at()));
      }
    }
  }

  private void same(MappingFields fields, List<Condition> conditions) {
    for (Entry entry : nonEmpty(fields, "same")) {
      Optional<String> left = attribute(entry.key());
      Optional<String> right =
          MappingFields.scalar(entry.value(), "same", fields.what(), problems)
              .flatMap(this::attribute);
      if (left.isPresent() && right.isPresent()) {
        conditions.add(new Condition.Same(left.get(), right.get(), entry.key().at()));
      }
    }
  }

  private void approval(MappingFields fields, In in, List<Condition> conditions) {
    YamlNode node = fields.node("approval");
    if (node == null) {
      return;
    }
    if (in == In.DENY) {
      notInDeny(node.at(), "approval", fields);
      return;
    }
    if (in == In.DEFAULTS) {
      problems.report(
          node.at(),
          "approval-in-defaults",
          "`approval` in " + fields.what(),
          "who approves would need approval as well, and nobody could begin",
          "put it into the grants that need it");
      return;
    }
    approvals.read(node, fields.what().key("approval")).ifPresent(conditions::add);
  }
}
