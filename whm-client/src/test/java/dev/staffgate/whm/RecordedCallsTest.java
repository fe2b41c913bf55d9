package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.tokens.NewToken;
import dev.staffgate.whm.tokens.WhmToken;
import dev.staffgate.whm.tokens.WhmTokens;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What real servers and WHM's documentation answer to the other calls, each read by the call that
 * it belongs to. Skipped where the folder of answers is not there.
 */
class RecordedCallsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("staffgate.shared"), "fixtures", "whm");
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");

  private static WhmSimulator whm;
  private static WhmSessionClient client;
  private static WhmTokens tokens;
  private static Server web1;

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", TOKEN, Set.of());
    PanelTransport transport = PanelTransport.builder().deadline(Duration.ofSeconds(30)).build();
    client = WhmSessionClient.builder().transport(transport).build();
    tokens = WhmTokens.create(transport);
    web1 = server(whm.url(), Optional.of(whm.pin()));
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  @BeforeEach
  void skipWithoutAnswers() {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no recorded answers at " + FOLDER);
  }

  private static SimulatedBehaviour recorded(String name) {
    try {
      return SimulatedBehaviour.answering(
          200, "text/plain", Files.readString(FOLDER.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PanelHealth health(String privileges, String version, String hostname) {
    whm.behaveByCall(
        (command, number) ->
            switch (command) {
              case "myprivs" -> recorded(privileges);
              case "version" -> recorded(version);
              default -> recorded(hostname);
            });
    return client.test(web1, TOKEN);
  }

  @Test
  void test_answersInTheOldForm_areRead() {
    PanelHealth health =
        health("myprivs-api0-root.json", "version-api0.json", "gethostname-api0.json");

    assertThat(health.version()).contains("11.28.64");
    assertThat(health.hostname()).contains("myhost.com");
    assertThat(health.mayOpen()).isEqualTo(Ability.YES);
    assertThat(health.remarks()).singleElement().asString().contains("all privileges");
  }

  @Test
  void test_versionInTheNewForm_isReadAndAnotherCallsAnswerIsNot() {
    PanelHealth health =
        health("myprivs-api0-root.json", "version-api1-docs.json", "systemloadavg-ok-api1.json");

    assertThat(health.version()).contains("11.88.0.1");
    assertThat(health.hostname()).isEmpty();
    assertThat(health.remarks()).anyMatch(one -> one.startsWith("Its hostname is not known"));
  }

  private static WhmAccountList accounts(String name) {
    whm.behave(recorded(name));
    return client.accounts(web1, TOKEN, AccountSearch.all());
  }

  @Test
  void accounts_inEachRecordedForm_areRead() {
    assertThat(accounts("listaccts-api0.json").accounts())
        .extracting(WhmAccount::user)
        .containsExactly("geodefau", "invalid", "valid");
    assertThat(accounts("listaccts-api0-docs-2018.json").accounts())
        .containsExactly(
            new WhmAccount("username", Optional.of("example.com"), Optional.of("root"), false));
    assertThat(accounts("listaccts-api1-library.json").accounts())
        .extracting(WhmAccount::suspended)
        .containsExactly(false, true);
  }

  @Test
  void accounts_answersOfOtherCalls_areProtocol() {
    for (String name :
        List.of("accountsummary-api1-docs.json", "listresellers-api0.json", "applist-api0.json")) {
      PanelException failure = catchThrowableOfType(PanelException.class, () -> accounts(name));

      assertThat(failure.kind()).as(name).isEqualTo(Kind.PROTOCOL);
    }
  }

  @Test
  void tokens_asDocumented_areListedMadeAndRevoked() {
    whm.behave(recorded("api_token_list-ok-docs.json"));
    List<WhmToken> all = tokens.list(web1, TOKEN);
    assertThat(all)
        .extracting(WhmToken::name)
        .containsExactly("my-controller-token", "my-read-only-token");
    assertThat(all.get(0).privileges())
        .containsExactlyInAnyOrder("limit-bandwidth", "list-accts", "suspend-acct");
    assertThat(all.get(0).addresses()).hasSize(5);
    assertThat(all.get(1).expiresAt()).isEmpty();
    assertThat(all.get(1).addresses()).isEmpty();

    whm.behave(recorded("api_token_create-ok-docs.json"));
    WhmTokens.Created made =
        tokens.create(
            web1, TOKEN, new NewToken("example", Set.of("kill-acct"), Optional.empty(), List.of()));
    assertThat(made.token().privileges()).containsExactly("kill-acct");
    assertThat(made.token().expiresAt()).contains(Instant.ofEpochSecond(1609372800));
    assertThat(made.secret().revealToUse()).hasSize(32);

    whm.behave(recorded("api_token_get_details-unrecognized-docs.json"));
    assertThat(tokens.own(web1, TOKEN)).isEmpty();
    whm.behave(recorded("api_token_revoke-ok-docs.json"));
    tokens.revoke(web1, TOKEN, "example");
    assertThat(whm.tokens("root")).hasSize(1);
  }
}
