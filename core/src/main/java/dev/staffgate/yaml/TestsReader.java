package dev.staffgate.yaml;

import dev.staffgate.model.Ids;
import dev.staffgate.model.PolicyTest;
import dev.staffgate.model.PolicyTest.GivenApproval;
import dev.staffgate.model.PolicyTest.Question;
import dev.staffgate.model.Ref;
import dev.staffgate.network.IpAddress;
import dev.staffgate.yaml.YamlNode.Entry;
import dev.staffgate.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tests: what a policy promises of itself. */
final class TestsReader {
  private final Problems problems;
  private final Values values;

  TestsReader(Problems problems, Values values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<PolicyTest> read(YamlNode node) {
    Fields fields = Fields.of(node, "a test", problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> name = required(fields, "name").map(Scalar::text);
    Optional<String> staff = required(fields, "staff").map(Scalar::text);
    Optional<IpAddress> from = fields.scalar("from").flatMap(values::address);
    Optional<Instant> at = required(fields, "at").flatMap(values::instant);
    Optional<Duration> age =
        fields.scalar("second-factor").flatMap(scalar -> values.duration(scalar, true));
    List<String> actingAs = fields.scalars("acting-as").stream().map(Scalar::text).toList();
    List<String> emergencies = fields.scalars("emergencies").stream().map(Scalar::text).toList();
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
        new PolicyTest(
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

  private Optional<Scalar> required(Fields fields, String key) {
    YamlNode node = fields.required(key);
    return node == null
        ? Optional.empty()
        : Fields.scalar(node, "`" + key + "` of " + fields.what(), problems);
  }

  private Optional<GivenApproval> approval(YamlNode node) {
    Fields fields = Fields.of(node, "an approval of a test", problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> by = required(fields, "by").map(Scalar::text);
    Optional<Instant> at = required(fields, "at").flatMap(values::instant);
    Optional<IpAddress> from = fields.scalar("from").flatMap(values::address);
    Optional<Instant> secondFactorAt = fields.scalar("second-factor-at").flatMap(values::instant);
    List<String> actingAs = fields.scalars("acting-as").stream().map(Scalar::text).toList();
    fields.refuseOthers();
    return by.isPresent() && at.isPresent()
        ? Optional.of(new GivenApproval(by.get(), at.get(), from, secondFactorAt, actingAs))
        : Optional.empty();
  }

  private List<Question> questions(Fields fields, String key) {
    List<Question> questions = new ArrayList<>();
    fields.list(key).forEach(item -> question(item).ifPresent(questions::add));
    return questions;
  }

  private Optional<Question> question(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return values.permission(scalar).map(ref -> new Question(ref, Map.of(), Map.of(), node.at()));
    }
    Fields fields = Fields.of(node, "a question of a test", problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<Ref> permission = required(fields, "permission").flatMap(values::permission);
    Map<String, String> resources = texts(fields.entries("resources"));
    fields.alsoKnown("attributes");
    List<Entry> bare = fields.others();
    Map<String, String> attributes = new LinkedHashMap<>(attributes(fields.entries("attributes")));
    for (Entry entry : bare) {
      if (attributes.containsKey(entry.key().text())) {
        problems.report(
            entry.key().at(),
            "duplicate-key",
            "attribute `" + Shown.text(entry.key().text()) + "` stands here twice",
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
      if (!Ids.isAttribute(name) || name.startsWith("staff.")) {
        problems.report(
            entry.key().at(),
            "bad-attribute",
            "`" + Shown.text(name) + "` is no attribute that a request may bring",
            "a request has bare names and those below `resource.`, `action.` and `subject.`; what is below `staff.` comes from the account",
            "write for example `amount` or `resource.status`");
      }
    }
    return texts(entries);
  }

  private Map<String, String> texts(List<Entry> entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Fields.scalar(
              entry.value(), "`" + Shown.text(entry.key().text()) + "` of a question", problems)
          .ifPresent(scalar -> texts.put(entry.key().text(), scalar.text()));
    }
    return texts;
  }
}
