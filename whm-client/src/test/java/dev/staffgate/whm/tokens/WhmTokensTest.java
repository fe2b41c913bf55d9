package dev.staffgate.whm.tokens;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.tokens.TokenPosture.Finding;
import dev.staffgate.whm.tokens.TokenPosture.OfServer;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** API tokens are listed, made, revoked and judged; their text is seen by nobody. */
class WhmTokensTest {
  private static final Secret INITIAL = Secret.of("INITIALINITIALINITIALINITIALIN42");
  private static final Secret LIMITED = Secret.of("LIMITEDLIMITEDLIMITEDLIMITEDLI42");
  private final Instant now = Instant.now();

  private final WhmSimulator whm = WhmSimulator.start("web1", INITIAL, Set.of("shop"));
  private final WhmTokens tokens =
      WhmTokens.create(
          PanelTransport.builder().deadline(Duration.ofSeconds(30)).clock(() -> now).build());
  private Server web1;

  @BeforeEach
  void addToken() {
    web1 = server(whm.url(), Optional.of(whm.pin()));
    whm.add(
        new SimulatedToken(
            "root",
            "limited",
            LIMITED,
            Set.of("create-user-session", "list-accts"),
            now.minus(Duration.ofDays(10)),
            Optional.of(Instant.ofEpochSecond(now.getEpochSecond() + 86_400)),
            List.of("127.0.0.1", "2001:0db8:0000:0000:0000:0000:0000:0000/48")));
  }

  @AfterEach
  void stop() {
    whm.close();
  }

  @Test
  void list_all_tellsWhatEachMayAndFromWhere() {
    List<WhmToken> all = tokens.list(web1, INITIAL);

    assertThat(all).extracting(WhmToken::name).containsExactly("initial", "limited");
    assertThat(all.get(0).mayAll()).isTrue();
    assertThat(all.get(0).addresses()).isEmpty();
    assertThat(all.get(1))
        .isEqualTo(
            new WhmToken(
                "limited",
                Set.of("create-user-session", "list-accts"),
                Optional.of(Instant.ofEpochSecond(now.minus(Duration.ofDays(10)).getEpochSecond())),
                Optional.of(Instant.ofEpochSecond(now.getEpochSecond() + 86_400)),
                List.of("127.0.0.1", "2001:0db8:0000:0000:0000:0000:0000:0000/48")));
  }

  @Test
  void own_theTokenOfTheCall_isNamedAndAHashIsNone() {
    assertThat(tokens.own(web1, LIMITED)).map(WhmToken::name).contains("limited");
    whm.behave(SimulatedBehaviour.answering(200, "text/plain", "{\"metadata\":{\"result\":1}}"));

    assertThat(tokens.own(web1, LIMITED)).isEmpty();
  }

  @Test
  void create_withPrivilegesAddressesAndEnd_makesThatTokenAndItWorks() {
    NewToken wanted =
        new NewToken(
            "fresh",
            Set.of("create-user-session"),
            Optional.of(now.plus(Duration.ofDays(30))),
            List.of("127.0.0.0/8", "2001:DB8::1"));
    WhmTokens.Created made = tokens.create(web1, INITIAL, wanted);

    assertThat(made.toString()).doesNotContain(made.secret().revealToUse());
    assertThat(made.token().addresses()).containsExactlyInAnyOrder("127.0.0.0/8", "2001:db8::1");
    assertThat(tokens.own(web1, made.secret())).map(WhmToken::name).contains("fresh");
    assertThat(whm.tokens("root"))
        .filteredOn(token -> token.name().equals("fresh"))
        .singleElement()
        .satisfies(token -> assertThat(token.privileges()).containsExactly("create-user-session"));
  }

  @Test
  void create_nameThatIsTaken_isRefusedInTheServersWords() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class,
            () ->
                tokens.create(
                    web1,
                    INITIAL,
                    new NewToken("limited", Set.of("all"), Optional.empty(), List.of())));

    assertThat(failure).hasMessageContaining("“limited” exists already");
  }

  @Test
  void newToken_withoutPrivileges_cannotBeAskedFor() {
    assertThatThrownBy(() -> new NewToken("x", Set.of(), Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a token has 1 to 100 privileges");
    assertThatThrownBy(() -> new NewToken("x&acl=all", Set.of("all"), Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void revoke_aToken_isRefusedFromThenOn() {
    tokens.revoke(web1, INITIAL, "limited");
    tokens.revoke(web1, INITIAL, "limited");
    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.list(web1, LIMITED));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
  }

  @Test
  void answers_thatAreNotWhms_areProtocolAndQuoteNothing() {
    for (String data :
        List.of(
            "{}",
            "{\"tokens\":{\"a\":{\"acls\":{}}}}",
            "{\"tokens\":{\"a\":{\"name\":\"a b\"}}}",
            "{\"tokens\":{\"a\":{\"name\":\"a\",\"expires_at\":\"soon\"}}}",
            "{\"tokens\":{\"a\":{\"name\":\"a\",\"whitelist_ips\":[\"x y\"]}}}",
            "{\"tokens\":{\"a\":{\"name\":\"" + INITIAL.revealToUse() + "\"}}}")) {
      whm.behave(
          SimulatedBehaviour.answering(
              200, "application/json", "{\"metadata\":{\"result\":1},\"data\":" + data + "}"));
      PanelException failure =
          catchThrowableOfType(PanelException.class, () -> tokens.list(web1, INITIAL));

      assertThat(failure.kind()).as(data).isEqualTo(Kind.PROTOCOL);
      assertThat(failure).hasMessageNotContaining(INITIAL.revealToUse());
    }
  }

  @Test
  void posture_ofTokens_saysWhatIsWrongWithEach() {
    whm.add(
        new SimulatedToken(
            "root",
            "over",
            Secret.of("OVEROVEROVEROVEROVEROVEROVEROV42"),
            Set.of("list-accts"),
            now.minus(Duration.ofDays(100)),
            Optional.of(now.minus(Duration.ofDays(1))),
            List.of("127.0.0.1")));
    OfServer one = posture(LIMITED).servers().get(0);

    assertThat(one.tokens())
        .extracting(token -> token.token().name())
        .containsExactly("initial", "limited", "over");
    assertThat(one.tokens())
        .extracting(TokenPosture.OfToken::inUse)
        .containsExactly(false, true, false);
    assertThat(one.tokens().get(0).findings())
        .containsExactly(
            Finding.ALL_PRIVILEGES,
            Finding.FREES_ITSELF,
            Finding.OWNED_BY_ROOT,
            Finding.NO_EXPIRY,
            Finding.NO_ADDRESSES,
            Finding.OVERDUE);
    assertThat(one.tokens().get(1).findings())
        .containsExactly(Finding.MORE_THAN_NEEDED, Finding.FREES_ITSELF, Finding.OWNED_BY_ROOT);
    assertThat(one.tokens().get(2).findings())
        .containsExactly(Finding.EXPIRED, Finding.OWNED_BY_ROOT, Finding.OVERDUE);
  }

  @Test
  void posture_report_saysInWordsThatOpeningSessionsFreesAToken() {
    assertThat(posture(LIMITED).report())
        .startsWith("server web1, tokens of root\n  initial: all")
        .contains(
            "\n  limited, in use: create-user-session, list-accts\n"
                + "    has privileges that this program does not need\n"
                + "    has create-user-session, which frees a token from its own limits: whoever holds it can"
                + " do all that its owner can, whatever its privileges say\n")
        .doesNotContain(LIMITED.revealToUse(), INITIAL.revealToUse());
  }

  @Test
  void posture_serverThatRefuses_isInTheReportWithTheReason() {
    TokenPosture posture = posture(Secret.of("WRONG"));

    assertThat(posture.report())
        .startsWith("server web1, tokens of root: not known: server web1 (127.0.0.1:")
        .contains("it denied access (HTTP 403)");
  }

  private TokenPosture posture(Secret inUse) {
    return tokens.posture(List.of(web1), new FaultySecretStore(inUse), PostureRules.USUAL);
  }
}
