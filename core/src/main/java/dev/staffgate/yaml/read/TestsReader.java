package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.PolicyTestCase.Asker;
import dev.staffgate.model.PolicyTestCase.Choice;
import dev.staffgate.model.PolicyTestCase.Circumstances;
import dev.staffgate.model.PolicyTestCase.Expected;
import dev.staffgate.model.PolicyTestCase.Question;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads tests: what a policy promises of itself. */
final class TestsReader {
  private static final Set<String> EXPECTED_KEYS =
      ImmutableSet.of("permit", "challenge", "approval", "deny");
  private static final Set<String> KEYS =
      ImmutableSet.<String>builder()
          .add("name", "staff", "roles", "assigned", "from", "at", "second-factor")
          .add("resources", "attributes", "acting-as", "emergencies", "approvals", "locks")
          .addAll(EXPECTED_KEYS)
          .add("because", "who-can", "what-can", "servers-of", "are")
          .build();

  /** The reasons of a denial by the steps (policy reference, section 4). */
  private static final Set<String> REASONS =
      ImmutableSet.of(
          "account-unknown",
          "account-disabled",
          "role-undefined",
          "locked",
          "account-network",
          "separation-of-duties",
          "instant-missing",
          "denied-by-role",
          "condition-not-met",
          "not-granted",
          "server-restricted",
          "server-unknown",
          "server-without-sso");

  private final ProblemCollector problems;
  private final ScalarReader values;
  private final StaffReader accounts;
  private final TestQuestionsReader questions;
  private final TestStateReader state;

  TestsReader(ProblemCollector problems, ScalarReader values, StaffReader accounts) {
    this.problems = problems;
    this.values = values;
    this.accounts = accounts;
    this.questions = new TestQuestionsReader(problems, values);
    this.state = new TestStateReader(problems, values);
  }

  Optional<PolicyTestCase> read(YamlNode node) {
    MappingFields fields = MappingFields.of(node, Subject.of("a test"), KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> name = fields.requiredScalar("name").map(Scalar::text);
    Optional<Instant> at = fields.requiredScalar("at").flatMap(values::instant);
    Optional<ReverseQuestion> reverse = questions.reverse(fields);
    boolean inReverse = TestQuestionsReader.reverseKey(fields).isPresent();
    Asker asker = asker(fields, inReverse);
    Optional<Circumstances> circumstances = at.map(instant -> circumstances(fields, instant));
    Expected expected = expected(fields, circumstances, inReverse);
    fields.refuseOthers();
    return name.isEmpty() || circumstances.isEmpty() || inReverse != reverse.isPresent()
        ? Optional.empty()
        : Optional.of(
            new PolicyTestCase(
                name.get(), asker, circumstances.get(), expected, reverse, fields.at()));
  }

  private Asker asker(MappingFields fields, boolean inReverse) {
    Choice<String> staff = choice(fields, "staff", this::staff);
    YamlNode rolesNode = fields.node("roles");
    List<NameRef> roles = new ArrayList<>();
    fields.scalars("roles").forEach(scalar -> values.ref(scalar, "role").ifPresent(roles::add));
    Map<String, Set<String>> assigned = accounts.assigned(fields, false);
    boolean hasStaff = fields.node("staff") != null;
    int askers = (hasStaff ? 1 : 0) + (rolesNode != null ? 1 : 0) + (inReverse ? 1 : 0);
    if (askers != 1) {
      problems.report(
          fields.at(),
          "test-asker",
          askers == 0
              ? "a test with neither `staff` nor `roles` nor a question in reverse"
              : "a test with more than one of `staff`, `roles` and a question in reverse",
          "a test is about accounts, or about an account that holds just these roles, or asks who,"
              + " what or which servers",
          "write `staff: …`, `roles: […]`, `who-can: …`, `what-can: …` or `servers-of: …`, one of"
              + " them");
    } else if (rolesNode instanceof Items list && list.items().isEmpty()) {
      emptyList(list, "roles");
    }
    if (fields.node("assigned") != null && rolesNode == null) {
      problems.report(
          fields.at(),
          "assigned-without-roles",
          "a test with `assigned` and without `roles`",
          "what is assigned to an account stands with the account",
          "take it out, or write `roles: […]` instead of `staff`");
    }
    return new Asker(staff, roles, assigned);
  }

  private Circumstances circumstances(MappingFields fields, Instant instant) {
    Choice<IpAddress> from = choice(fields, "from", values.addresses()::address);
    Optional<Duration> age =
        fields.scalar("second-factor").flatMap(scalar -> values.duration(scalar, true));
    return new Circumstances(
        from,
        instant,
        age,
        questions.texts(fields.entries("resources")),
        questions.attributes(fields.entries("attributes")),
        state.ids(fields, "acting-as", "role"),
        state.ids(fields, "emergencies", "emergency"),
        state.approvals(fields),
        state.locks(fields));
  }

  /** Reads a value, or a list of at least one, of which each makes a case of its own. */
  private <T> Choice<T> choice(
      MappingFields fields, String key, Function<Scalar, Optional<T>> read) {
    YamlNode node = fields.node(key);
    if (node == null) {
      return Choice.none();
    }
    if (!(node instanceof Items list)) {
      return new Choice<>(fields.scalar(key).flatMap(read).stream().toList(), false);
    }
    if (list.items().isEmpty()) {
      emptyList(list, key);
    }
    List<T> all = new ArrayList<>();
    fields.scalars(key).forEach(scalar -> read.apply(scalar).ifPresent(all::add));
    return new Choice<>(all, true);
  }

  private void emptyList(Items list, String key) {
    problems.report(
        list.at(),
        "empty-list",
        "an empty list under `" + key + "` of a test",
        "the test would say nothing, and seem to hold",
        "name at least one");
  }

  private Expected expected(
      MappingFields fields, Optional<Circumstances> circumstances, boolean inReverse) {
    List<List<Question>> answers = new ArrayList<>();
    boolean any = false;
    for (String key : EXPECTED_KEYS) {
      answers.add(questions.questions(fields, key, circumstances));
      any |= !fields.list(key).isEmpty();
    }
    if (any == inReverse) {
      problems.report(
          fields.at(),
          "test-entries",
          inReverse
              ? "a test that asks in reverse, and has `permit`, `challenge`, `approval` or `deny`"
                  + " as well"
              : "a test without any entry under `permit`, `challenge`, `approval` or `deny`",
          inReverse ? "a test asks one question" : "it would say nothing, and seem to hold",
          inReverse ? "write two tests" : "write for example `permit: [invoice.view]`");
    }
    Optional<String> because = fields.scalar("because").flatMap(this::reason);
    YamlNode becauseNode = fields.node("because");
    if (becauseNode != null && fields.list("deny").isEmpty()) {
      problems.report(
          becauseNode.at(),
          "because-without-deny",
          "`because` in a test that expects no denial",
          "it says why the entries under `deny` are denied",
          "write `deny: […]`, or take it out");
    }
    return new Expected(answers.get(0), answers.get(1), answers.get(2), answers.get(3), because);
  }

  private Optional<String> reason(Scalar scalar) {
    if (REASONS.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "unknown-reason",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not the reason of a denial",
        "the reasons are those of policy reference, section 4: " + String.join(", ", REASONS),
        NearestName.hint(scalar.text(), REASONS, "write for example `denied-by-role`"));
    return Optional.empty();
  }

  private Optional<String> staff(Scalar scalar) {
    return values.id(scalar, "staff");
  }

  /** Reports a section without a test: it would say nothing, and seem to hold. */
  void requireSome(YamlNode section) {
    if (section instanceof Items list && list.items().isEmpty()) {
      problems.report(
          list.at(),
          "empty-list",
          "`tests` without a test",
          "it would say nothing, and seem to hold",
          "write a test, or take the section out");
    }
  }
}
