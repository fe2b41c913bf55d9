package dev.staffgate.servlet.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many evaluations in one call. */
class AuthZenBatchTest {
  private static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions:
        doc.read: { title: Read, category: docs }
        doc.write: { title: Write, category: docs }
      roles: { reader: { grants: [doc.read] } }
      staff: { ann: { roles: [reader] } }
      """;
  private static final String READ = "{\"action\":{\"name\":\"read\"}}";
  private static final String WRITE = "{\"action\":{\"name\":\"write\"}}";
  private static final Pattern DECISION = Pattern.compile("\"decision\":(true|false)");

  private static AuthZenAnswer ask(AuthZenHandler handler, String options, String... items) {
    return handler.handle(
        FakeAuthZenCall.post(
            "evaluations",
            """
            {"subject": {"type": "user", "id": "ann"}, "resource": {"type": "doc", "id": "1"},
             %s "evaluations": [%s]}
            """
                .formatted(options, String.join(",", items))));
  }

  private static List<String> decisions(AuthZenAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return DECISION
        .matcher(ExampleHandlers.body(answer))
        .results()
        .map(one -> one.group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "execute_all, 'rwr', 'true,false,true'",
    "deny_on_first_deny, 'rwr', 'true,false'",
    "deny_on_first_deny, 'rr', 'true,true'",
    "deny_on_first_deny, 'r?r', 'true,false'",
    "permit_on_first_permit, 'wrw', 'false,true'",
    "permit_on_first_permit, '?ww', 'false,false,false'",
  })
  void semantic_ofACall_saysWhereItStops(String semantic, String items, String expected) {
    String[] evaluations =
        items
            .chars()
            .mapToObj(c -> c == 'r' ? READ : c == 'w' ? WRITE : "{}")
            .toArray(String[]::new);

    assertThat(
            decisions(
                ask(
                    ExampleHandlers.handler(POLICY),
                    "\"options\":{\"evaluations_semantic\":\"" + semantic + "\"},",
                    evaluations)))
        .containsExactly(expected.split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"options\":{\"evaluations_semantic\":\"execute\"},",
        "\"options\":{\"evaluations_semantic\":1},",
        "\"options\":[],",
        "\"action\":{\"name\":7},",
        "\"action\":\"read\",",
        "\"context\":[],",
      })
  void call_withAWrongMemberOfItsOwn_isWrongAsAWhole(String member) {
    assertThat(ask(ExampleHandlers.handler(POLICY), member, READ).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "[]", "\"x\"", "{}", "{\"action\":{}}"})
  void item_thatIsNone_isADenialThatSaysWhatIsWrong(String item) {
    AuthZenAnswer answer = ask(ExampleHandlers.handler(POLICY), "", READ, item, READ);

    assertThat(decisions(answer)).containsExactly("true", "false", "true");
    assertThat(ExampleHandlers.body(answer)).contains("{\"error\":{\"status\":400,\"message\":\"");
  }

  @Test
  void evaluations_none_areOneEvaluationOfTheCall() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);

    assertThat(ExampleHandlers.body(ask(handler, "\"action\":{\"name\":\"read\"},")))
        .isEqualTo("{\"decision\":true}");
    assertThat(ask(handler, "").status()).isEqualTo(400);
  }

  @Test
  void evaluations_moreThanTheBound_areRefused() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);
    String[] most = Collections.nCopies(BatchEvaluator.MAX, READ).toArray(String[]::new);
    String[] tooMany = Collections.nCopies(10_000, "{}").toArray(String[]::new);

    assertThat(decisions(ask(handler, "", most))).hasSize(1000).containsOnly("true");
    assertThat(ask(handler, "", tooMany).status()).isEqualTo(400);
  }

  @Test
  void item_whoseStoredPropertiesCannotBeRead_isADenialAndTheOthersAreDecided() {
    AuthZenHandler failing =
        ExampleHandlers.builder(POLICY)
            .caller(ExampleHandlers.caller())
            .resourceAttributes(
                (type, id) -> {
                  if (id.equals("2")) {
                    throw new IllegalStateException("the database is down");
                  }
                  return java.util.Map.of();
                })
            .build();
    String broken = READ.replace("}}", "},\"resource\":{\"type\":\"doc\",\"id\":\"2\"}}");
    AuthZenAnswer answer = ask(failing, "", broken, READ);

    assertThat(decisions(answer)).containsExactly("false", "true");
    assertThat(ExampleHandlers.body(answer)).contains("\"status\":500").doesNotContain("database");
    assertThat(
            failing
                .handle(
                    FakeAuthZenCall.post(
                        "evaluation", ExampleHandlers.evaluation("ann", "read", "doc", "2")))
                .status())
        .isEqualTo(500);
  }

  /** As many properties as one object may have, of which no two are the same. */
  private static String properties(String prefix) {
    return IntStream.range(0, AuthZenEntity.MAX_PROPERTIES)
        .mapToObj(i -> "\"" + prefix + i + "\":\"" + i + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void call_thatIsSmallAndAsksForMuch_costsInProportion() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);
    String call =
        """
        {"subject": {"type": "user", "id": "ann", "properties": %s},
         "action": {"name": "read", "properties": %s},
         "resource": {"type": "doc", "id": "1", "properties": %s},
         "context": %s, "evaluations": [%s]}
        """
            .formatted(
                properties("s"),
                properties("a"),
                properties("r"),
                properties("c"),
                String.join(",", Collections.nCopies(BatchEvaluator.MAX, "{}")));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluations", call));
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(decisions(answer)).hasSize(BatchEvaluator.MAX).containsOnly("true");
    // 256 attributes each, copied a few times; one by one it was a gigabyte and more.
    assertThat(allocated).isLessThan(BatchEvaluator.MAX * 256 * 1000L);
  }
}
