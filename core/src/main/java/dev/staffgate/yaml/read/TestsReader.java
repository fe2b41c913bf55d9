package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.PolicyTestCase.GivenApproval;
import dev.staffgate.model.PolicyTestCase.Question;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads tests: what a policy promises of itself. */
final class TestsReader {
  private static final Set<String> KEYS =
      ImmutableSet.of(
          "name",
          "staff",
          "from",
          "at",
          "second-factor",
          "acting-as",
          "emergencies",
          "approvals",
          "permit",
          "approval",
          "deny");
  private static final Set<String> APPROVAL_KEYS =
      ImmutableSet.of("by", "at", "from", "second-factor-at", "acting-as");
  // Any other key of a question is an attribute.
  private static final Set<String> QUESTION_KEYS =
      ImmutableSet.of("permission", "resources", "attributes");

  private final ProblemCollector problems;
  private final ScalarReader values;

  TestsReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<PolicyTestCase> read(YamlNode node) {
    MappingFields fields = MappingFields.of(node, Subject.of("a test"), KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> name = fields.requiredScalar("name").map(Scalar::text);
    Optional<String> staff = fields.requiredScalar("staff").flatMap(this::staff);
    Optional<IpAddress> from = fields.scalar("from").flatMap(values.addresses()::address);
    Optional<Instant> at = fields.requiredScalar("at").flatMap(values::instant);
    Optional<Duration> age =
        fields.scalar("second-factor").flatMap(scalar -> values.duration(scalar, true));
    List<String> actingAs = ids(fields, "acting-as", "role");
    List<String> emergencies = ids(fields, "emergencies", "emergency");
    List<GivenApproval> approvals = new ArrayList<>();
    fields.list("approvals").forEach(item -> approval(item).ifPresent(approvals::add));
    List<Question> permit = questions(fields, "permit");
    List<Question> approval = questions(fields, "approval");
    List<Question> deny = questions(fields, "deny");
    fields.refuseOthers();
    if (name.isEmpty() || staff.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PolicyTestCase(
            name.get(),
            staff.get(),
            from,
            at.get(),
            age,
            actingAs,
            emergencies,
            approvals,
            permit,
            approval,
            deny,
            fields.at()));
  }

  private Optional<GivenApproval> approval(YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("an approval of a test"), APPROVAL_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> by = fields.requiredScalar("by").flatMap(this::staff);
    Optional<Instant> at = fields.requiredScalar("at").flatMap(values::instant);
    Optional<IpAddress> from = fields.scalar("from").flatMap(values.addresses()::address);
    Optional<Instant> secondFactorAt = fields.scalar("second-factor-at").flatMap(values::instant);
    List<String> actingAs = ids(fields, "acting-as", "role");
    fields.refuseOthers();
    return by.isPresent() && at.isPresent()
        ? Optional.of(new GivenApproval(by.get(), at.get(), from, secondFactorAt, actingAs))
        : Optional.empty();
  }

  private Optional<String> staff(Scalar scalar) {
    return values.id(scalar, "staff");
  }

  private List<String> ids(MappingFields fields, String key, String kind) {
    List<String> ids = new ArrayList<>();
    for (Scalar scalar : fields.scalars(key)) {
      values.id(scalar, kind).ifPresent(ids::add);
    }
    return ids;
  }

  private List<Question> questions(MappingFields fields, String key) {
    List<Question> questions = new ArrayList<>();
    fields.list(key).forEach(item -> question(item).ifPresent(questions::add));
    return questions;
  }

  private Optional<Question> question(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return values.permission(scalar).map(ref -> new Question(ref, Map.of(), Map.of(), node.at()));
    }
    MappingFields fields =
        MappingFields.of(node, Subject.of("a question of a test"), QUESTION_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<NameRef> permission = fields.requiredScalar("permission").flatMap(values::permission);
    Map<String, String> resources = texts(fields.entries("resources"));
    List<Entry> bare = fields.others();
    Map<String, String> attributes = new LinkedHashMap<>(attributes(fields.entries("attributes")));
    for (Entry entry : bare) {
      if (attributes.containsKey(entry.key().text())) {
        problems.report(
            entry.key().at(),
            "duplicate-key",
            "attribute `" + VisibleText.excerpt(entry.key().text()) + "` stands here twice",
            "it stands under `attributes`, too, and one of the two would be passed over",
            "take one out");
      }
    }
    attributes.putAll(attributes(bare));
    return permission.map(ref -> new Question(ref, resources, attributes, node.at()));
  }

  private Map<String, String> attributes(List<Entry> entries) {
    for (Entry entry : entries) {
      String name = entry.key().text();
      if (!NameSyntax.isAttribute(name) || name.startsWith("staff.")) {
        problems.report(
            entry.key().at(),
            "bad-attribute",
            "`" + VisibleText.excerpt(name) + "` is not an attribute that a request may bring",
            "a request has bare names and those below `resource.`, `action.` and `subject.`; what is below `staff.` comes from the account",
            "write for example `amount` or `resource.status`");
      }
    }
    return texts(entries);
  }

  private Map<String, String> texts(List<Entry> entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      MappingFields.scalar(entry.value(), entry.key().text(), Subject.of("a question"), problems)
          .ifPresent(scalar -> texts.put(entry.key().text(), scalar.text()));
    }
    return texts;
  }
}
