package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.PolicyTestCase.Circumstances;
import dev.staffgate.model.PolicyTestCase.Question;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion.Kind;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a test asks: entries under {@code permit} and the like, and questions in reverse. */
final class TestQuestionsReader {
  // Any other key of a question is an attribute.
  private static final Set<String> QUESTION_KEYS =
      ImmutableSet.of("permission", "resources", "attributes");
  // Keys of the test, which nobody means as attributes.
  private static final Set<String> TEST_KEYS =
      ImmutableSet.of("approvals", "acting-as", "emergencies", "locks", "because");
  private static final Set<String> WHO_CAN_KEYS = ImmutableSet.of("permission", "resources");

  private final ProblemCollector problems;
  private final ScalarReader values;

  TestQuestionsReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  List<Question> questions(
      MappingFields fields, String key, Optional<Circumstances> circumstances) {
    List<Question> questions = new ArrayList<>();
    for (YamlNode item : fields.list(key)) {
      question(item, circumstances).ifPresent(questions::add);
    }
    return questions;
  }

  private Optional<Question> question(YamlNode node, Optional<Circumstances> circumstances) {
    if (node instanceof Scalar scalar) {
      return values.permission(scalar).map(ref -> new Question(ref, Map.of(), Map.of(), node.at()));
    }
    MappingFields fields =
        MappingFields.of(node, Subject.of("a question of a test"), QUESTION_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<NameRef> permission = fields.requiredScalar("permission").flatMap(values::permission);
    List<Entry> resourceEntries = fields.entries("resources");
    List<Entry> attributeEntries = fields.entries("attributes");
    List<Entry> bare = new ArrayList<>(fields.others());
    bare.removeIf(this::isOfTheTest);
    Map<String, String> attributes = new LinkedHashMap<>(attributes(attributeEntries));
    for (Entry entry : bare) {
      if (attributes.containsKey(entry.key().text())) {
        reportTwice(entry, "attribute", "under `attributes`");
      }
    }
    attributes.putAll(attributes(bare));
    Map<String, String> resources = texts(resourceEntries);
    circumstances.ifPresent(
        test -> {
          reportAgain(resourceEntries, "resource", test.resources());
          reportAgain(attributeEntries, "attribute", test.attributes());
          reportAgain(bare, "attribute", test.attributes());
        });
    return permission.map(ref -> new Question(ref, resources, attributes, node.at()));
  }

  private boolean isOfTheTest(Entry entry) {
    boolean ofTest = TEST_KEYS.contains(entry.key().text());
    if (ofTest) {
      problems.report(
          entry.key().at(),
          "key-of-the-test",
          "`" + entry.key().text() + "` in a question of a test",
          "it holds for all questions of a test, and would be taken for an attribute here",
          "put it beside `permit` and `deny`; an attribute of this name stands under `attributes`");
    }
    return ofTest;
  }

  private void reportAgain(List<Entry> entries, String kind, Map<String, String> ofTest) {
    for (Entry entry : entries) {
      if (ofTest.containsKey(entry.key().text())) {
        reportTwice(entry, kind, "in the test");
      }
    }
  }

  private void reportTwice(Entry entry, String kind, String where) {
    problems.report(
        entry.key().at(),
        "duplicate-key",
        kind + " `" + VisibleText.excerpt(entry.key().text()) + "` stands here twice",
        "it stands " + where + ", too, and one of the two would be passed over",
        "take one out");
  }

  Map<String, String> attributes(List<Entry> entries) {
    for (Entry entry : entries) {
      String name = entry.key().text();
      if (!NameSyntax.isAttribute(name) || name.startsWith("staff.")) {
        problems.report(
            entry.key().at(),
            "bad-attribute",
            "`" + VisibleText.excerpt(name) + "` is not an attribute that a request may bring",
            "a request has bare names and those below `resource.`, `action.` and `subject.`; what"
                + " is below `staff.` comes from the account",
            "write for example `amount` or `resource.status`");
      }
    }
    return texts(entries);
  }

  Map<String, String> texts(List<Entry> entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      MappingFields.scalar(entry.value(), entry.key().text(), Subject.of("a question"), problems)
          .ifPresent(scalar -> texts.put(entry.key().text(), scalar.text()));
    }
    return texts;
  }

  /** Returns the first key of a question in reverse that a test has. */
  static Optional<Kind> reverseKey(MappingFields fields) {
    return Stream.of(Kind.values()).filter(kind -> fields.node(kind.key()) != null).findFirst();
  }

  /** Reads the question in reverse; empty if there is none, or it cannot be read. */
  Optional<ReverseQuestion> reverse(MappingFields fields) {
    List<Kind> asked =
        Stream.of(Kind.values()).filter(kind -> fields.node(kind.key()) != null).toList();
    YamlNode areNode = fields.node("are");
    if (asked.size() > 1 || (asked.isEmpty() && areNode != null)) {
      problems.report(
          fields.at(),
          "test-in-reverse",
          asked.isEmpty()
              ? "`are` in a test without a question in reverse"
              : "a test with more than one question in reverse",
          "`are` is the answer to `who-can`, `what-can` or `servers-of`, and a test asks one of"
              + " them",
          asked.isEmpty() ? "write the question, or take `are` out" : "write two tests");
      return Optional.empty();
    }
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = asked.get(0);
    Map<String, String> resources = Map.of();
    Optional<NameRef> subject;
    YamlNode node = fields.node(kind.key());
    if (kind == Kind.WHO_CAN && node instanceof YamlNode.Entries) {
      MappingFields who =
          MappingFields.of(node, Subject.of("`who-can` of a test"), WHO_CAN_KEYS, problems);
      subject = who == null ? Optional.empty() : permission(who);
      List<Entry> entries = who == null ? List.of() : who.entries("resources");
      resources = texts(entries);
      reportAgain(entries, "resource", texts(fields.entries("resources")));
      if (who != null) {
        who.refuseOthers();
      }
    } else {
      subject =
          fields
              .scalar(kind.key())
              .flatMap(
                  scalar ->
                      kind == Kind.WHO_CAN
                          ? values.permission(scalar)
                          : values.ref(scalar, "staff"));
    }
    Optional<List<NameRef>> are = areNode == null ? missing(fields) : are(fields, kind);
    return subject.isPresent() && are.isPresent()
        ? Optional.of(new ReverseQuestion(kind, subject.get(), resources, are.get()))
        : Optional.empty();
  }

  private Optional<NameRef> permission(MappingFields who) {
    return who.requiredScalar("permission").flatMap(values::permission);
  }

  private static Optional<List<NameRef>> missing(MappingFields fields) {
    YamlNode unused = fields.required("are");
    return Optional.empty();
  }

  private Optional<List<NameRef>> are(MappingFields fields, Kind kind) {
    List<NameRef> are = new ArrayList<>();
    List<Scalar> scalars = fields.scalars("are");
    for (Scalar scalar : scalars) {
      answer(scalar, kind).ifPresent(are::add);
    }
    return are.size() == scalars.size() ? Optional.of(are) : Optional.empty();
  }

  private Optional<NameRef> answer(Scalar scalar, Kind kind) {
    String text = scalar.text();
    return switch (kind) {
      case WHO_CAN -> values.ref(scalar, "staff");
      case SERVERS_OF ->
          text.startsWith("@") && NameSyntax.isId(text.substring(1))
              ? Optional.of(new NameRef(text, scalar.at()))
              : values.ref(scalar, "server");
      case WHAT_CAN -> {
        if (text.equals(Permission.SERVER_SSO)) {
          problems.report(
              scalar.at(),
              "sso-no-answer",
              "`server.sso` as an answer to `what-can`",
              "it is asked for each server, and never an answer here",
              "ask `servers-of` in a test of its own");
          yield Optional.empty();
        }
        yield PermissionPattern.isPattern(text)
            ? Optional.of(new NameRef(text, scalar.at()))
            : values.permission(scalar);
      }
    };
  }
}
