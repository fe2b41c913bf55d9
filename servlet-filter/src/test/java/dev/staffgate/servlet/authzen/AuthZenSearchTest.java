package dev.staffgate.servlet.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches of subjects, resources and actions, page by page. */
class AuthZenSearchTest {
  private static final String POLICY =
      """
      staffgate: 1
      departments: [sales, abuse, billing]
      permissions:
        doc.read: { title: Read, category: docs }
        doc.write: { title: Write, category: docs }
        doc.sign: { title: Sign, category: docs }
        doc.keep: { title: Keep, category: docs }
      roles:
        reader: { grants: [doc.read] }
        writer:
          includes: [reader]
          grants:
            - { permission: doc.write, only: { doc: ["2", "30", "31"] } }
            - { permission: doc.keep, except: { doc: ["2"] } }
            - { permission: ticket.view, only: { department: assigned } }
        signer: { grants: [{ permission: doc.sign, where: { subject.level: high } }] }
        entering: { grants: [connect.use] }
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "env:A" }
        web2:
          panel: whm
          url: https://web2.example.net:2087
          user: root
          token: env:A
          sso: { access: restricted, roles: [reader] }
      staff:
        s1: { roles: [reader, signer] }
        s2: { roles: [writer, signer], assigned: { department: [sales, billing] } }
        s3: { roles: [reader] }
        s4: { roles: [reader], disabled: true }
        s5: { roles: [reader, entering] }
        s6: { roles: [entering] }
      """;
  private static final Pattern ID = Pattern.compile("\"(?:id|name)\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next_token\":\"([^\"]*)\"");
  private static final String WHO =
      "{\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"%s\"},\"resource\":{\"type\":\"doc\",\"id\":\"2\"}%s}";
  private static final String WHERE =
      "{\"subject\":{\"type\":\"user\",\"id\":\"%s\"},\"action\":{\"name\":\"%s\"},\"resource\":{\"type\":\"%s\"}%s}";

  private final List<AuditEvent> audit = new ArrayList<>();

  private AuthZenHandler.Builder builder() {
    return AuthZenHandler.of(ExampleHandlers.staffgate(ExampleHandlers.policy(POLICY), audit))
        .caller(ExampleHandlers.caller());
  }

  private static AuthZenAnswer ask(AuthZenHandler handler, String search, String body) {
    return handler.handle(FakeAuthZenCall.post("search/" + search, body));
  }

  private static List<String> found(AuthZenAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return ID.matcher(ExampleHandlers.body(answer)).results().map(one -> one.group(1)).toList();
  }

  private static String next(AuthZenAnswer answer) {
    Matcher token = NEXT.matcher(ExampleHandlers.body(answer));
    return token.find() ? token.group(1) : "none";
  }

  /** All pages of a search whose body has a place for `page`. */
  private static List<List<String>> pages(
      AuthZenHandler handler, String search, String body, String limit) {
    List<List<String>> pages = new ArrayList<>();
    AuthZenAnswer answer =
        ask(handler, search, body.formatted(",\"page\":{" + limit.replaceFirst(",$", "") + "}"));
    pages.add(found(answer));
    for (String token = next(answer); !token.isEmpty(); token = next(answer)) {
      answer =
          ask(
              handler,
              search,
              body.formatted(",\"page\":{" + limit + "\"token\":\"" + token + "\"}"));
      pages.add(found(answer));
    }
    return pages;
  }

  @Test
  void subjects_whoMay_areFoundPageByPage() {
    AuthZenHandler handler = builder().build();

    assertThat(pages(handler, "subject", WHO.formatted("read", "%s"), "\"limit\":2,"))
        .containsExactly(List.of("s1", "s2"), List.of("s3", "s5"));
    assertThat(pages(handler, "subject", WHO.formatted("read", "%s"), "\"limit\":3,"))
        .containsExactly(List.of("s1", "s2", "s3"), List.of("s5"));
    assertThat(pages(handler, "subject", WHO.formatted("read", "%s"), "\"limit\":99,"))
        .containsExactly(List.of("s1", "s2", "s3", "s5"));
  }

  @Test
  void page_ofASearchThatAsksForNone_isInTheAnswerIfThereIsMore() {
    AuthZenHandler handler = builder().build();

    assertThat(ExampleHandlers.body(ask(handler, "subject", WHO.formatted("read", ""))))
        .doesNotContain("page");
    assertThat(ExampleHandlers.body(ask(handler, "subject", WHO.formatted("read", ",\"page\":{}"))))
        .startsWith("{\"page\":{\"next_token\":\"\",\"count\":4},\"results\":[");
  }

  @Test
  void page_withLimitNought_hasNoResultsAndSaysThatThereAreSome() {
    AuthZenAnswer answer =
        ask(builder().build(), "subject", WHO.formatted("read", ",\"page\":{\"limit\":0}"));

    assertThat(found(answer)).isEmpty();
    assertThat(next(answer)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"page\":7",
        "\"page\":{\"limit\":-1}",
        "\"page\":{\"limit\":1.0}",
        "\"page\":{\"limit\":\"2\"}",
        "\"page\":{\"limit\":1e3}",
        "\"page\":{\"limit\":9999999999999999999999}",
        "\"page\":{\"token\":7}",
        "\"page\":{\"token\":\"x\"}",
        "\"page\":{\"token\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "\"page\":{\"token\":\"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!\"}",
      })
  void page_thatIsNone_isRefused(String page) {
    assertThat(ask(builder().build(), "subject", WHO.formatted("read", "," + page)).status())
        .isEqualTo(400);
  }

  @Test
  void token_ofAnotherSearch_isRefused() {
    AuthZenHandler handler = builder().build();
    String token = next(ask(handler, "subject", WHO.formatted("read", ",\"page\":{\"limit\":1}")));
    String page = ",\"page\":{\"limit\":%d,\"token\":\"" + token + "\"}";

    assertThat(ask(handler, "subject", WHO.formatted("read", page.formatted(1))).status())
        .isEqualTo(200);
    assertThat(ask(builder().build(), "subject", WHO.formatted("read", page.formatted(1))))
        .extracting(AuthZenAnswer::status)
        .isEqualTo(200);
    assertThat(ask(handler, "subject", WHO.formatted("read", page.formatted(2))).status())
        .isEqualTo(400);
    assertThat(ask(handler, "subject", WHO.formatted("write", page.formatted(1))).status())
        .isEqualTo(400);
    assertThat(
            ask(handler, "resource", WHERE.formatted("s1", "read", "doc", page.formatted(1)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void subjects_withPropertiesThatAreKept_areAskedAboutWithThem() {
    AuthZenHandler handler =
        builder()
            .subjectAttributes(
                staff -> staff.equals("s2") ? Map.of("level", "high") : Map.of("level", "low"))
            .build();

    assertThat(found(ask(handler, "subject", WHO.formatted("sign", "")))).containsExactly("s2");
    assertThat(found(ask(builder().build(), "subject", WHO.formatted("sign", "")))).isEmpty();
  }

  @Test
  void subjects_ofADirectory_areFoundAfterThoseOfThePolicy() {
    AccountTable table = new AccountTable(ExampleHandlers.policy(POLICY));
    table.put(StaffAccount.of("t1", "reader"));
    table.put(StaffAccount.of("t2", "entering"));
    table.put(StaffAccount.of("s6", "reader")); // the policy's own counts

    assertThat(found(ask(over(table), "subject", WHO.formatted("read", ""))))
        .containsExactly("s1", "s2", "s3", "s5", "t1");
    assertThat(
            found(ask(over(table), "resource", WHERE.formatted("t2", "server.sso", "server", ""))))
        .containsExactly("web1");
  }

  private static AuthZenHandler over(StaffDirectory directory) {
    Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(ExampleHandlers.policy(POLICY)))
            .directory(directory)
            .audit(event -> {})
            .clock(() -> ExampleHandlers.NOW)
            .build();
    return AuthZenHandler.of(staffgate).caller(ExampleHandlers.caller()).build();
  }

  @Test
  void search_whileTheDirectoryIsOut_isNoAnswerAndAnEvaluationADenial() {
    StaffDirectory out =
        new StaffDirectory() {
          @Override
          public Optional<StaffAccount> find(String staff) {
            throw new DirectoryException("out", null);
          }

          @Override
          public Stream<StaffAccount> all() {
            throw new IllegalStateException("out");
          }

          @Override
          public Watch watch(Consumer<String> changed) {
            return () -> {};
          }
        };
    AuthZenHandler handler = over(out);

    assertThat(ask(handler, "subject", WHO.formatted("read", "")).status()).isEqualTo(503);
    assertThat(
            ExampleHandlers.body(
                handler.handle(
                    FakeAuthZenCall.post(
                        "evaluation", ExampleHandlers.evaluation("t1", "read", "doc", "1")))))
        .startsWith("{\"decision\":false,\"context\":{\"reason\":\"directory-unavailable\"");
  }

  @Test
  void resources_thatThePolicyDefines_areFoundWithoutAList() {
    AuthZenHandler handler = builder().build();

    assertThat(found(ask(handler, "resource", WHERE.formatted("s5", "server.sso", "server", ""))))
        .containsExactly("web1", "web2");
    assertThat(found(ask(handler, "resource", WHERE.formatted("s6", "server.sso", "server", ""))))
        .containsExactly("web1");
    assertThat(
            found(ask(handler, "resource", WHERE.formatted("s2", "ticket.view", "department", ""))))
        .containsExactly("sales", "billing");
  }

  @ParameterizedTest
  @CsvSource({
    "write, '2 30 31', ''",
    "read, '', all",
    "keep, '', except",
    "sign, '', ''",
    "fly, '', ''"
  })
  void resources_thatNobodyLists_areThoseThatThePolicyNames(
      String action, String expected, String scope) {
    AuthZenAnswer answer =
        ask(builder().build(), "resource", WHERE.formatted("s2", action, "doc", ""));

    assertThat(String.join(" ", found(answer))).isEqualTo(expected);
    if (scope.isEmpty()) {
      assertThat(ExampleHandlers.body(answer)).doesNotContain("context");
    } else {
      assertThat(ExampleHandlers.body(answer))
          .contains("\"context\":{\"scope\":\"" + scope + "\"}");
    }
  }

  @Test
  void resources_manyMore_areLookedThroughCallByCall() {
    int all = 2 * ResourceSearch.MAX_LOOKED_AT + 5;
    AuthZenHandler handler =
        builder()
            .resourceIds(
                type -> Optional.of(IntStream.rangeClosed(1, all).mapToObj(String::valueOf)))
            .build();

    List<List<String>> few =
        pages(handler, "resource", WHERE.formatted("s2", "write", "doc", "%s"), "");
    assertThat(few).containsExactly(List.of("2", "30", "31"), List.of(), List.of());

    List<List<String>> many =
        pages(handler, "resource", WHERE.formatted("s2", "keep", "doc", "%s"), "\"limit\":999,");
    assertThat(many).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(999));
    assertThat(many.stream().flatMap(List::stream)).hasSize(all - 1).doesNotContain("2");
  }

  @Test
  void actions_onAResource_areThoseThatOneEvaluationPermits() {
    assertThat(
            found(
                ask(
                    builder().build(),
                    "action",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"s2\"},\"resource\":{\"type\":\"doc\",\"id\":\"30\",\"properties\":{\"department\":\"sales\"}}}")))
        .containsExactly("ticket.view", "read", "write", "keep");
  }

  @Test
  void searches_areNotRecorded() {
    AuthZenAnswer unused = ask(builder().build(), "subject", WHO.formatted("read", ""));

    assertThat(audit).isEmpty();
  }
}
