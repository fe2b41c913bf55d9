package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.directadmin.DirectAdminCalls;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.plesk.PleskCalls;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.whm.virtualmin.VirtualminCalls;
import dev.staffgate.whm.virtualmin.VirtualminSessionClient.Way;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a user is called, he is one field of the request, or nothing is sent: no name gets into
 * a header, another field, the markup or the panel's command line.
 */
class PanelInjectionTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKEN");
  private static final Instant END = Instant.parse("2026-11-24T10:05:00Z");
  private static final IpAddress BROWSER = IpAddress.parse("203.0.113.7");
  private static final PanelTransport TRANSPORT = PanelTransport.create();

  /** Names of what panels' names are made of, and of what could break out of a field. */
  @Provide
  Arbitrary<String> users() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "ops",
            "Z9",
            "-",
            "--",
            "&",
            "%",
            "%0d%0a",
            "\"",
            "'",
            "<",
            ">",
            "</login>",
            "&amp;",
            "]]>",
            "<!--",
            "\\",
            "\\u0022",
            "|",
            "=",
            "+",
            ";",
            "#",
            "?",
            "/",
            "@",
            "$(id)",
            "`",
            ",",
            "\r\n",
            "\n",
            "\t",
            " ",
            ":",
            "\0",
            "\u00fc",
            "\u2028");
    return pieces.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
  }

  private static PanelConnection line(PanelKind kind) {
    return line(kind, TOKEN);
  }

  private static PanelConnection line(PanelKind kind, Secret token) {
    Server server =
        TestServers.server(
            kind.id(), URI.create("https://panel.example"), Optional.empty(), "admin");
    return new PanelConnector(kind, TRANSPORT, Map.of())
        .connect(server, token, new LoginLinkPurposes(kind.title(), "").opening("admin", "?"));
  }

  private static boolean canBeAsked(String user) {
    return Server.isPanelUser(user) && !user.startsWith("-");
  }

  private interface Maker {
    PanelCall call();
  }

  private static Optional<PanelCall> made(boolean allowed, Maker maker) {
    return made(allowed, "nothing was sent.", maker);
  }

  @CanIgnoreReturnValue
  private static Optional<PanelCall> made(boolean allowed, String end, Maker maker) {
    if (allowed) {
      PanelCall call = maker.call();
      assertThat(call.headers().values()).noneMatch(value -> value.matches("(?s).*[\r\n].*"));
      assertThat(call.toString()).doesNotContain("TOKEN");
      return Optional.of(call);
    }
    PanelException refused = catchThrowableOfType(PanelException.class, maker::call);
    assertThat(refused.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(refused.detail()).isEqualTo(Detail.SETTINGS);
    assertThat(refused).hasMessageEndingWith(end);
    return Optional.empty();
  }

  @Property
  void pleskRest_anyUser_isOneParameterOfTheCommand(@ForAll("users") String user)
      throws IOException {
    Optional<PanelCall> call =
        made(canBeAsked(user), () -> PleskCalls.rest(line(PleskCalls.KIND), user));
    if (call.isPresent()) {
      JsonFields sent = JsonFields.read(call.get().body().getBytes(UTF_8), path -> true);
      assertThat(sent.paths())
          .containsExactly("/params", "/params/0", "/params/1", "/params/2", "/env");
      assertThat(sent.text("/params/0")).contains("--get-login-link");
      assertThat(sent.text("/params/1")).contains("-user");
      assertThat(sent.text("/params/2")).contains(user);
    }
  }

  @Property
  void pleskXml_anyUser_isTheTextOfOneElement(@ForAll("users") String user) throws IOException {
    Optional<PanelCall> call =
        made(canBeAsked(user), () -> PleskCalls.xml(line(PleskCalls.KIND), user, BROWSER));
    if (call.isPresent()) {
      String at = "/packet/server/create_session/";
      XmlFields sent =
          XmlFields.read(
              call.get().body().getBytes(UTF_8),
              Set.of(at + "login", at + "data/user_ip", at + "data/source_server"));
      assertThat(sent.text(at + "login")).contains(user);
      assertThat(sent.text(at + "data/user_ip")).contains("MjAzLjAuMTEzLjc=");
      assertThat(sent.text(at + "data/source_server")).contains("");
      assertThat(call.get().body().split("<[a-z_]+[ />]", -1)).hasSize(8);
    }
  }

  @Property
  void directAdminUrls_anyUser_isWhomTheCallerActsFor(@ForAll("users") String user)
      throws IOException {
    PanelConnection line = line(DirectAdminCalls.KIND);
    Optional<PanelCall> call =
        made(
            canBeAsked(user) && user.indexOf('|') < 0,
            () ->
                DirectAdminCalls.urls(
                    line, PanelOpening.of(line.server(), user, TOKEN), Optional.of(BROWSER), END));
    if (call.isPresent()) {
      assertThat(credentials(call.get())).isEqualTo("admin|" + user + ":TOKENTOKENTOKEN");
      assertThat(JsonFields.read(call.get().body().getBytes(UTF_8), path -> true).paths())
          .containsExactly(
              "/allowNetworks", "/allowNetworks/0", "/currentPassword", "/expires", "/redirectURL");
    }
  }

  @Property
  void directAdminKeys_anyUser_isOneField(@ForAll("users") String user) {
    PanelConnection line = line(DirectAdminCalls.KIND);
    Optional<PanelCall> call =
        made(
            canBeAsked(user) && user.indexOf('|') < 0,
            () -> DirectAdminCalls.keys(line, PanelOpening.of(line.server(), user, TOKEN), END));
    if (call.isPresent()) {
      assertThat(credentials(call.get())).isEqualTo("admin|" + user + ":TOKENTOKENTOKEN");
      assertThat(form(call.get()))
          .containsEntry("user", user)
          .containsEntry("type", "one_time_url")
          .containsEntry("expiry", "5m")
          .containsEntry("expiry_timestamp", String.valueOf(END.getEpochSecond()))
          .containsEntry("select_deny0", "CMD_USER_PASSWD")
          .containsEntry("select_deny1", "CMD_LOGIN_KEYS")
          .containsEntry("select_deny2", "CMD_API_LOGIN_KEYS")
          .containsEntry("select_deny3", "CMD_TWO_FACTOR_AUTH")
          .hasSize(13);
    }
  }

  @Property
  void virtualmin_anyUserOrDomain_isOneField(@ForAll("users") String user) {
    for (Way way : Way.values()) {
      Optional<PanelCall> call =
          made(
              canBeAsked(user),
              () -> VirtualminCalls.opening(line(VirtualminCalls.KIND), way, user));
      if (call.isPresent()) {
        assertThat(form(call.get()))
            .containsExactly(
                Map.entry("program", "create-login-link"),
                Map.entry(way == Way.OWNER ? "user" : "domain", user),
                Map.entry("json", "1"));
      }
    }
  }

  /** Tokens of what tokens are made of, and of what could break out of a header. */
  @Property
  void token_anyText_isSentWholeInOneHeaderOrNotAtAll(@ForAll("users") String text) {
    PanelConnection line = line(PleskCalls.KIND, Secret.of(text));
    made(
        text.chars().allMatch(c -> c >= ' ' && c != 0x7f),
        "one line.",
        () -> PanelCall.get("any", "/").header("Authorization", line.basicAuthorization("admin")));
    boolean alone = text.indexOf(':') < 0 && !text.matches("(?s)[\"'`].*[\"'`]");
    made(
        alone && text.chars().allMatch(c -> c > ' ' && c < 0x7f),
        alone || text.chars().anyMatch(Character::isISOControl) ? "one line." : "or quotes.",
        () -> PanelCall.get("any", "/").header("X-API-Key", line.requireHeaderToken()));
    if (text.chars().allMatch(c -> c >= ' ' && c != 0x7f)) {
      assertThat(
              credentials(
                  PanelCall.get("any", "/")
                      .header("Authorization", line.basicAuthorization("admin"))))
          .isEqualTo("admin:" + text);
    }
  }

  private static String credentials(PanelCall call) {
    String header = call.headers().getOrDefault("Authorization", "");
    assertThat(header).startsWith("Basic ");
    return new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8);
  }

  private static Map<String, String> form(PanelCall call) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : Splitter.on('&').split(call.body())) {
      String[] parts = field.split("=", 2);
      assertThat(fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8))).isNull();
    }
    return fields;
  }
}
