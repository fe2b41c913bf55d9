package dev.staffgate.examples.panel.pages.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.model.Permission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads about their own permissions, and what an administrator reads. */
class OwnPermissionsPageTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;
  private static SignedInClient alice;
  private static SignedInClient bob;
  private static SignedInClient carol;
  private static SignedInClient dave;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoEnvironment.prepare(data);
    Path policy = data.resolve("staffgate.yaml");
    Files.writeString(
        policy,
        Files.readString(policy)
            .replace(
                "- service.restart\n",
                "- { permission: service.restart, only: { server: [web1] } }\n"));
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, () -> NOW));
    alice = new SignedInClient(panel.url(), "alice", NOW);
    carol = new SignedInClient(panel.url(), "carol", NOW);
    bob = new SignedInClient(panel.url(), "bob", NOW);
    dave = new SignedInClient(panel.url(), "dave", NOW);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server.sso&server=web1 | permit | You may do this.",
        "server.sso&server=web2 | deny | You may not enter this server.",
        "server.sso&server=nowhere | deny | You may not enter this server.",
        "server.sso | depends | It depends on which server it is about.",
        "client.login-as | deny | There is no server on which you may do this here and now.",
        "client.delete | deny | You may not do this.",
        "ticket.view | depends | It depends on which server, department or other thing it is"
            + " about.",
        "ticket.view&department=abuse | permit | You may do this.",
        "ticket.view&department=sales | deny | You may not do this here and now.",
      })
  void answer_forAPerson_isTheirOwnSentenceAndNothingOfThePolicy(
      String question, String outcome, String sentence) throws Exception {
    String page = bob.get("/why?permission=" + question).body();
    assertThat(page)
        .contains("data-outcome=\"" + outcome + "\"", sentence)
        .doesNotContain("<pre", ".yaml", "networks:", "technical-admin", "127.0.0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payment.refund | depends | It depends on the amount.",
        "payment.refund&amount=99.90 | permit | You may do this.",
        "payment.refund&amount=100.01 | deny | You may not do this here and now.",
        "server.sso | deny | You may not do this. Please ask your administrator if you need it.",
        "server.sso&server=web1 | deny | You may not enter this server.",
        "server.sso&server=nowhere | deny | You may not enter this server.",
      })
  void answer_forSomebodyOfBilling_dependsOnTheAmountAndIsNeverAServers(
      String question, String outcome, String sentence) throws Exception {
    assertThat(dave.get("/why?permission=" + question).body())
        .contains("data-outcome=\"" + outcome + "\"", sentence)
        .doesNotContain("<pre", "server-unknown", "up-to");
  }

  @Test
  void server_thatIsForOthersOrDoesNotExist_isToldAlike() throws Exception {
    for (SignedInClient one : List.of(bob, dave)) {
      String restricted = one.get("/servers/web2").body();
      assertThat(restricted)
          .contains("data-code=\"server-restricted\"", "You may not enter this server.")
          .isEqualTo(one.get("/servers/nowhere").body());
    }
  }

  @Test
  void server_outsideOfOnesOwn_isToldAsIfThereWereNoneForEveryPermission() throws Exception {
    for (Permission permission : panel.staffgate().policy().catalogue().all()) {
      String question = "/why?department=abuse&amount=5&permission=" + permission.id();
      for (SignedInClient one : List.of(bob, carol, dave)) {
        assertThat(one.get(question + "&server=web2").body())
            .as(permission.id())
            .isEqualTo(one.get(question + "&server=nowhere").body());
      }
    }
    for (SignedInClient one : List.of(bob, carol, dave)) {
      assertThat(one.get("/why?server=web2").body())
          .isEqualTo(one.get("/why?server=nowhere").body());
    }
  }

  @Test
  void server_onWhichOneMayActWithoutEnteringIt_isAnsweredFor() throws Exception {
    assertThat(carol.get("/why?permission=service.restart&server=web1").body())
        .contains("data-outcome=\"permit\"");
    assertThat(carol.get("/why?permission=service.restart&server=web2").body())
        .contains("data-outcome=\"depends\"", "It depends on which server");
    assertThat(alice.get("/why?permission=service.restart&server=web2").body())
        .contains("data-outcome=\"permit\"", "<pre>");
  }

  @Test
  void choices_forAPerson_areTheServersThatAreOpen() throws Exception {
    assertThat(bob.get("/why").body()).contains(">web1<", ">web3<").doesNotContain("web2");
    assertThat(dave.get("/why").body()).doesNotContain("web1", "web2");
    assertThat(alice.get("/why").body()).contains(">web1<", ">web2<");
  }

  @Test
  void overview_withoutADepartment_saysThatThereIsMore() throws Exception {
    String page = bob.get("/why").body();
    int more = page.indexOf("id=\"more\"");
    assertThat(more).isPositive();
    assertThat(page.substring(more))
        .contains("ticket.view", "server.sso")
        .doesNotContain("client.view<");
    assertThat(page.substring(0, more)).contains("<code>client.view</code>");
    assertThat(bob.get("/why?department=abuse&server=web1").body())
        .contains("<code>ticket.view</code>", "<code>server.sso</code>");
  }

  @Test
  void answer_aboutAClientsAccountWithoutAServer_dependsOnTheServer() throws Exception {
    assertThat(alice.get("/why?permission=client.login-as").body())
        .contains("data-outcome=\"depends\"", "It depends on which server it is about.");
    assertThat(alice.get("/why").body()).contains("<code>client.login-as</code>");
    assertThat(bob.get("/why").body()).doesNotContain("<code>client.login-as</code>");
  }

  @Test
  void answer_forAnAdministrator_hasTheExplanation() throws Exception {
    assertThat(alice.get("/why?permission=client.delete").body())
        .contains("<pre>", "staffgate.yaml:", "full-administrator");
  }
}
