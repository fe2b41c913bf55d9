package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, something is answered; and what is decided is what the policy decides. */
class AuthZenPropertiesTest {
  private static final Policy POLICY =
      ExampleHandlers.policy(
          """
          staffgate: 1
          catalog: none
          permissions:
            doc.read: { title: Read, category: docs }
            doc.write: { title: Write, category: docs }
            doc.move: { title: Move, category: docs }
            doc.sign: { title: Sign, category: docs, sensitive: true }
            page.read: { title: Read pages, category: docs }
          networks: { office: [203.0.113.0/24] }
          departments: [sales, abuse]
          roles:
            reader: { grants: [doc.read, { permission: page.read, only: { page: ["1", "2"] } }] }
            writer:
              includes: [reader]
              grants:
                - { permission: doc.write, only: { department: assigned } }
                - { permission: doc.write, same: { resource.owner: staff.id } }
                - { permission: doc.move, except: { doc: ["1"] } }
            signer:
              requires: { networks: [office] }
              grants: [{ permission: doc.sign, where: { subject.level: high, action.mode: [a, "true"] } }, doc.move]
            held:
              denies: [{ permission: doc.write, where: { resource.locked: "true" } }]
            payer: { grants: [{ permission: doc.write, up-to: { amount: 10 } }] }
          staff:
            ann: { roles: [writer], assigned: { department: [sales] } }
            bob: { roles: [writer, held] }
            cleo: { roles: [signer, reader] }
            dora: { roles: [writer, signer], disabled: true }
            emil: { roles: [payer, signer], networks: [office] }
          """);
  private static final List<String> STAFF = List.of("ann", "bob", "cleo", "dora", "emil", "none");
  private static final List<String> ACTIONS =
      List.of("read", "write", "move", "sign", "fly", "doc.read", "page.read");
  private static final List<String> IDS = List.of("1", "2", "3");
  private static final Pattern FOUND = Pattern.compile("\"(?:id|name)\":\"([^\"]*)\"");

  private final AuthZenHandler handler = handler();

  private static AuthZenHandler handler() {
    return AuthZenHandler.of(ExampleHandlers.staffgate(POLICY, new ArrayList<>()))
        .caller(ExampleHandlers.caller().mayState(StatedFact.ADDRESS))
        .resourceIds(type -> Optional.of(IDS.stream()))
        .build();
  }

  /** A question: names and values of properties, as JSON and as texts, are written alike. */
  record Question(
      String subject,
      String action,
      String type,
      String id,
      Map<String, String> ofSubject,
      Map<String, String> ofAction,
      Map<String, String> ofResource,
      Map<String, String> context) {
    String entity(String who, String what, String on) {
      return "{\"subject\":{\"type\":\"user\"%s,\"properties\":%s},%s\"resource\":{\"type\":\"%s\"%s,\"properties\":%s},\"context\":%s}"
          .formatted(
              who.isEmpty() ? "" : ",\"id\":\"" + who + "\"",
              json(ofSubject),
              what.isEmpty()
                  ? ""
                  : "\"action\":{\"name\":\"" + what + "\",\"properties\":" + json(ofAction) + "},",
              type,
              on.isEmpty() ? "" : ",\"id\":\"" + on + "\"",
              json(ofResource),
              json(context));
    }

    private static String json(Map<String, String> members) {
      List<String> all = new ArrayList<>();
      members.forEach(
          (name, value) ->
              all.add(
                  "\""
                      + name
                      + "\":"
                      + (value.matches("[0-9]+|true") ? value : '"' + value + '"')));
      return "{" + String.join(",", all) + "}";
    }

    /** The same question of Staffgate, written down once more. */
    AccessRequest request(String who, String what, String on) {
      AccessRequest request =
          AccessRequest.of(who, what.contains(".") ? what : type + "." + what)
              .at(ExampleHandlers.NOW);
      for (Map.Entry<String, String> one : ofResource.entrySet()) {
        request =
            request
                .with("resource." + one.getKey(), one.getValue())
                .on(one.getKey(), one.getValue());
      }
      request = request.on(type, on);
      for (Map.Entry<String, String> one : ofSubject.entrySet()) {
        request = request.with("subject." + one.getKey(), one.getValue());
      }
      for (Map.Entry<String, String> one : ofAction.entrySet()) {
        request = request.with("action." + one.getKey(), one.getValue());
      }
      for (Map.Entry<String, String> one : context.entrySet()) {
        request = request.with(one.getKey(), one.getValue());
      }
      return context.containsKey("ip") ? request.from(context.get("ip")) : request;
    }

    boolean permitted(String who, String what, String on) {
      try {
        return POLICY.decide(request(who, what, on)).permitted();
      } catch (UnknownPermissionException unknown) {
        return false;
      }
    }
  }

  @Provide
  Arbitrary<Question> questions() {
    Arbitrary<Map<String, String>> ofSubject =
        some(Map.of("level", List.of("high", "low"), "role", List.of("writer", "signer")));
    Arbitrary<Map<String, String>> ofAction = some(Map.of("mode", List.of("a", "b", "true")));
    Arbitrary<Map<String, String>> ofResource =
        some(
            Map.of(
                "owner", List.of("ann", "bob", "emil"),
                "department", List.of("sales", "abuse", "none"),
                "locked", List.of("true", "false")));
    Arbitrary<Map<String, String>> context =
        some(
            Map.of(
                "amount", List.of("9", "11", "x"),
                "ip", List.of("203.0.113.9", "198.51.100.1"),
                "acting_as", List.of("reader")));
    return Combinators.combine(
            Arbitraries.of(STAFF),
            Arbitraries.of(ACTIONS),
            Arbitraries.of("doc", "page"),
            Arbitraries.of(IDS),
            ofSubject,
            ofAction,
            ofResource,
            context)
        .as(Question::new);
  }

  /** Some of the names, each with one of its values. */
  private static Arbitrary<Map<String, String>> some(Map<String, List<String>> values) {
    Arbitrary<Map<String, String>> all = Arbitraries.just(Map.of());
    for (Map.Entry<String, List<String>> one : new TreeMap<>(values).entrySet()) {
      all =
          Combinators.combine(all, Arbitraries.of(one.getValue()).optional())
              .as(
                  (before, value) -> {
                    Map<String, String> more = new TreeMap<>(before);
                    value.ifPresent(text -> more.put(one.getKey(), text));
                    return more;
                  });
    }
    return all;
  }

  private static Set<String> found(AuthZenAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return FOUND
        .matcher(ExampleHandlers.body(answer))
        .results()
        .map(one -> one.group(1))
        .collect(toSet());
  }

  @Property(tries = 2000)
  void evaluation_ofAnyQuestion_isWhatThePolicyDecides(@ForAll("questions") Question q) {
    AuthZenAnswer answer =
        handler.handle(FakeAuthZenCall.post("evaluation", q.entity(q.subject, q.action, q.id)));

    assertThat(answer.status()).isEqualTo(200);
    String expected;
    try {
      Decision decision = POLICY.decide(q.request(q.subject, q.action, q.id));
      expected =
          decision.permitted()
              ? "{\"decision\":true}"
              : "{\"decision\":false,\"context\":{\"reason\":\"" + decision.reason().code() + "\",";
    } catch (UnknownPermissionException unknown) {
      expected = "{\"decision\":false,\"context\":{\"reason\":\"permission-unknown\",";
    }
    assertThat(ExampleHandlers.body(answer)).startsWith(expected);
  }

  @Property(tries = 500)
  void searches_ofAnyQuestion_findWhatSingleEvaluationsPermit(@ForAll("questions") Question q) {
    assertThat(
            found(
                handler.handle(
                    FakeAuthZenCall.post("search/subject", q.entity("", q.action, q.id)))))
        .isEqualTo(permitted(STAFF, who -> q.permitted(who, q.action, q.id)));
    assertThat(
            found(
                handler.handle(
                    FakeAuthZenCall.post("search/resource", q.entity(q.subject, q.action, "")))))
        .isEqualTo(permitted(IDS, id -> q.permitted(q.subject, q.action, id)));
    assertThat(
            found(handler.handle(FakeAuthZenCall.post("search/action", withoutAction(q)))).stream()
                .map(name -> name.contains(".") ? name : q.type + "." + name)
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            permitted(
                List.of("doc.read", "doc.write", "doc.move", "doc.sign", "page.read"),
                what -> withoutActionProperties(q).permitted(q.subject, what, q.id)));
  }

  private static Question withoutActionProperties(Question q) {
    return new Question(
        q.subject, q.action, q.type, q.id, q.ofSubject, Map.of(), q.ofResource, q.context);
  }

  private static String withoutAction(Question q) {
    return q.entity(q.subject, "", q.id);
  }

  private static Set<String> permitted(
      List<String> all, java.util.function.Predicate<String> permitted) {
    Set<String> found = new HashSet<>(all);
    found.removeIf(permitted.negate());
    return found;
  }

  @Property(tries = 1000)
  void bytes_whateverTheyAre_areAnsweredWithoutAFault(
      @ForAll byte[] body, @ForAll("endpoints") String endpoint) {
    assertThat(handler.handle(FakeAuthZenCall.post(endpoint, body)).status()).isIn(200, 400);
  }

  @Provide
  Arbitrary<String> endpoints() {
    return Arbitraries.of(
        "evaluation", "evaluations", "search/subject", "search/resource", "search/action");
  }

  /** JSON that is right in the main, with something else in a few places. */
  @Property(tries = 2000)
  void json_changedAnywhere_isAnsweredWithoutAFault(
      @ForAll("questions") Question q,
      @ForAll("endpoints") String endpoint,
      @ForAll("pieces") List<String> pieces,
      @ForAll("places") List<Integer> places) {
    StringBuilder body = new StringBuilder(q.entity(q.subject, q.action, q.id));
    body.insert(
        body.length() - 1,
        ",\"evaluations\":[{},{\"action\":{\"name\":\"read\"}}],\"page\":{\"limit\":1}");
    for (int i = 0; i < Math.min(pieces.size(), places.size()); i++) {
      int at = places.get(i) % body.length();
      body.replace(at, Math.min(at + places.get(i) % 7, body.length()), pieces.get(i));
    }
    AuthZenAnswer answer =
        handler.handle(FakeAuthZenCall.post(endpoint, body.toString().getBytes(UTF_8)));

    assertThat(answer.status()).isIn(200, 400);
    assertThat(ExampleHandlers.body(answer)).doesNotContain("\u0000");
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "1e9",
            "\\",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "é",
            "\"id\"",
            "\"type\":\"\"",
            "true",
            "-",
            "{}",
            "[]",
            "\n")
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Integer>> places() {
    return Arbitraries.integers().between(0, 600).list().ofMaxSize(4);
  }
}
