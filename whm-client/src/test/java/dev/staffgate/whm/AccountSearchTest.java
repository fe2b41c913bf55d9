package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.AccountSearch.By;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.SimulatedAccount;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts are found by what people type, and no more are kept than were asked for. */
class AccountSearchTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  private static final Secret ANNS = Secret.of("ANNANNANNANNANNANNANNANNANNANN42");

  private static WhmSimulator whm;
  private static WhmSessionClient client;

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", TOKEN, Set.of("shop", "shoe", "axbc"));
    whm.add(new SimulatedAccount("club", "a.b.example", "ann", true));
    whm.add(SimulatedToken.of("ann", "panel", ANNS));
    client =
        WhmSessionClient.builder()
            .transport(PanelTransport.builder().deadline(Duration.ofSeconds(30)).build())
            .build();
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  @BeforeEach
  void heal() {
    whm.behave(SimulatedBehaviour.healthy());
  }

  private static WhmAccountList find(AccountSearch search) {
    return client.accounts(server(whm.url(), Optional.of(whm.pin())), TOKEN, search);
  }

  private static List<String> users(AccountSearch search) {
    return find(search).accounts().stream().map(WhmAccount::user).toList();
  }

  private static PanelException failure(String body) {
    whm.behave(SimulatedBehaviour.answering(200, "application/json", body));
    return catchThrowableOfType(PanelException.class, () -> find(AccountSearch.all()));
  }

  @Test
  void accounts_byAPartOfTheName_areFoundWithWhatIsKnownOfThem() {
    assertThat(users(AccountSearch.of(By.USER, "sho"))).containsExactly("shoe", "shop");
    assertThat(find(AccountSearch.of(By.OWNER, "ann")).accounts())
        .containsExactly(
            new WhmAccount("club", Optional.of("a.b.example"), Optional.of("ann"), true));
    assertThat(users(AccountSearch.of(By.USER, "sho").same())).isEmpty();
    assertThat(users(AccountSearch.of(By.USER, "shop").same())).containsExactly("shop");
  }

  @Test
  void accounts_textWithADot_isNoPattern() {
    assertThat(users(AccountSearch.of(By.DOMAIN, "a.b"))).containsExactly("club");
  }

  @Test
  void accounts_moreThanTheLimit_saySo() {
    WhmAccountList found = find(AccountSearch.all().atMost(2));

    assertThat(found.accounts()).extracting(WhmAccount::user).containsExactly("axbc", "club");
    assertThat(found.truncated()).isTrue();
    assertThat(find(AccountSearch.all().atMost(4)).truncated()).isFalse();
  }

  @Test
  void accounts_ofAReseller_areItsOwn() {
    WhmAccountList found =
        client.accounts(
            TestServers.server(whm.url(), Optional.of(whm.pin()), "ann"),
            ANNS,
            AccountSearch.all());

    assertThat(found.accounts()).extracting(WhmAccount::user).containsExactly("club");
  }

  @Test
  void accounts_serverThatSendsThousandsUnasked_areCutAtTheLimit() {
    String many =
        IntStream.range(0, 5000)
            .mapToObj(i -> "{\"user\":\"u" + i + "\",\"suspended\":\"1\",\"domain\":null}")
            .collect(joining(",", "{\"metadata\":{\"result\":1},\"data\":{\"acct\":[", "]}}"));
    whm.behave(SimulatedBehaviour.answering(200, "application/json", many));
    WhmAccountList found = find(AccountSearch.all().atMost(3));

    assertThat(found.accounts()).extracting(WhmAccount::user).containsExactly("u0", "u1", "u2");
    assertThat(found.accounts().get(0).suspended()).isTrue();
    assertThat(found.truncated()).isTrue();
  }

  /** A whole server's search failed for one suspension's reason in Latin-1. */
  @Test
  void accounts_withBytesThatAreNoText_areFoundAllTheSame() {
    whm.add(
        new SimulatedAccount("latin", "latin.example", "root", true)
            .suspendedFor("gek\u00fcndigt: nicht bezahlt"));
    whm.behave(SimulatedBehaviour.inLatin1());

    assertThat(users(AccountSearch.all())).contains("shop", "latin");
  }

  @Test
  void accounts_whoseNameIsNoText_areLeftOutAndNoOthers() {
    whm.behave(
        SimulatedBehaviour.answering(
            200,
            "text/plain",
            "{\"metadata\":{\"result\":1},\"data\":{\"acct\":[{\"user\":\"sh\\udc00p\"},"
                + "{\"user\":\"next\",\"domain\":\"a\\ud800.example\"}]}}"));

    assertThat(find(AccountSearch.all()).accounts())
        .containsExactly(
            new WhmAccount("next", Optional.of("a\ufffd.example"), Optional.empty(), false));
  }

  @Test
  void accounts_inTheOldForm_areRead() {
    whm.behave(
        SimulatedBehaviour.answering(
            200,
            "text/plain",
            "{\"status\":1,\"statusmsg\":\"Ok\",\"acct\":[{\"user\":\"old\",\"suspended\":0,"
                + "\"domain\":\"<b>old</b>.example\",\"maxaddons\":\"*unknown*\"}]}"));

    assertThat(find(AccountSearch.all()))
        .isEqualTo(
            new WhmAccountList(
                List.of(
                    new WhmAccount("old", Optional.of("old .example"), Optional.empty(), false)),
                false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{\"result\":1},\"data\":{}}",
        "{\"metadata\":{\"result\":1},\"data\":{\"acct\":[{\"user\":\"a b\"}]}}",
        "{\"metadata\":{\"result\":1},\"data\":{\"acct\":[{\"user\":7}]}}",
        "{\"metadata\":{\"result\":1,\"command\":\"listresellers\"},\"data\":{\"acct\":[]}}",
        "[]"
      })
  void accounts_answerThatIsNoList_isProtocol(String body) {
    assertThat(failure(body).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void accounts_withoutThePrivilege_saysWhichOne() {
    Secret weak = Secret.of("WEAKWEAKWEAKWEAKWEAKWEAKWEAKWE42");
    whm.add(
        new SimulatedToken(
            "root",
            "weak",
            weak,
            Set.of("create-user-session"),
            Instant.EPOCH,
            Optional.empty(),
            List.of()));
    PanelException failure =
        catchThrowableOfType(
            PanelException.class,
            () ->
                client.accounts(
                    server(whm.url(), Optional.of(whm.pin())), weak, AccountSearch.all()));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(failure).hasMessageEndingWith("has the privilege list-accts.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a*", "a&want=all", "a\r\nX: y", "ä", "(", "\\"})
  void search_textThatNoAccountHas_isRefused(String text) {
    assertThatThrownBy(() -> AccountSearch.of(By.DOMAIN, text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
