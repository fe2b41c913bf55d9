package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.whm.api1.WhmCall;
import dev.staffgate.whm.call.LoginOrigins;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in a name, a token or a path stays in it, or is not sent. */
class WhmWrongInputTest {
  private static final Server SERVER = server(URI.create("https://web1.example"), Optional.empty());
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  private static final String URL =
      "https://web1.example:2083/cpsess42/login/?session=shop%3aabc%3acreate%2cdef";

  private final WhmSessionClient client = WhmSessionClient.create();

  @Provide
  Arbitrary<String> hostileTexts() {
    return Arbitraries.strings()
        .withChars("\r\n\t\0&%\"'=+?#;:/\\@<>{}ab0 ä\u2028")
        .ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withChars("&%\"'=+?#;:/@<>{}ab0.~")
        .ofMaxLength(20)
        .filter(text -> !text.startsWith("/"))
        .map(text -> "/" + text);
  }

  @Property
  void form_anyParameters_comeBackAsTheyWere(@ForAll List<@From("hostileTexts") String> texts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    IntStream.range(0, texts.size()).forEach(i -> parameters.put("p-" + i, texts.get(i)));
    String form = WhmCall.of("version", parameters, Set.of()).request().body();

    parameters.put("api.version", "1");
    assertThat(parsed(form)).isEqualTo(parameters);
    assertThat(form).matches("[A-Za-z0-9.*_+%&=-]*");
  }

  @Property
  void user_anyText_isSentWholeOrNotAtAll(@ForAll("hostileTexts") String user) {
    PanelOpening opening = PanelOpening.of(SERVER, user, TOKEN);
    if (Server.isPanelUser(user)) {
      assertThat(parsed(CreateSessionCall.call(opening, Optional.empty()).request().body()))
          .isEqualTo(Map.of("api.version", "1", "user", user, "service", "whostmgrd"));
    } else {
      PanelException failure =
          catchThrowableOfType(PanelException.class, () -> client.open(opening));
      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
      assertThat(failure)
          .hasMessage(
              "server web1 (web1.example:2087): the user whose session was asked for has a name"
                  + " that no panel user has. Correct the name behind `as:`; nothing was sent.");
    }
  }

  @Property
  void token_withWhatNoTokenHas_isRefusedWithAHintAndNotSent(
      @ForAll("hostileTexts") String before, @ForAll("hostileTexts") String after) {
    for (String between : List.of("\n", "\r\n", " ", "ä")) {
      Secret pasted = Secret.of(before + "0123SECRET" + between + "4567SECRET" + after);
      PanelException failure =
          catchThrowableOfType(PanelException.class, () -> client.test(SERVER, pasted));

      assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
      assertThat(failure)
          .hasMessageContaining("and was not sent. Store the ")
          .hasMessageNotContaining("SECRET");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          root:0123SECRET                    | a colon, as if its user
          whm root:0123SECRET                | a colon, as if its user
          Authorization: whm root:0123SECRET | a colon, as if its user
          Bearer 0123SECRET                  | the name of a scheme before it
          "0123SECRET"                       | quotes around it
          '0123SECRET'                       | quotes around it
          \u201c0123SECRET\u201d             | quotes around it
          """)
  void token_pastedWithWhatStandsAroundIt_isNotSentAndSaysWhatItIs(String text, String what) {
    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> client.test(SERVER, Secret.of(text)));

    assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
    assertThat(failure)
        .hasMessageContaining("the API token of root, for env:WEB1_TOKEN, has " + what)
        .hasMessageEndingWith(
            "Store the API token alone: without its user, a header's name or quotes.")
        .hasMessageNotContaining("SECRET");
  }

  @Property
  void path_any_isOneParameterOfAUrlThatStillLeadsThere(@ForAll("paths") String path) {
    String url = WhmLoginUrl.withPage(URL, PanelTarget.HOME.path(path).path().orElseThrow());
    LoginOrigins places = WhmServer.PLAIN.loginOrigins(SERVER, WhmService.CPANELD);

    assertThatCode(() -> WhmLoginUrl.requireValid(url, "/cpsess42", places, "shop", true))
        .doesNotThrowAnyException();
    assertThat(parsed(URI.create(url).getRawQuery()))
        .isEqualTo(Map.of("session", "shop:abc:create,def", "goto_uri", path));
  }

  private static Map<String, String> parsed(String form) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String one : Splitter.on('&').split(form)) {
      List<String> pair = Splitter.on('=').splitToList(one);
      assertThat(pair).as(form).hasSize(2);
      String before =
          parsed.put(URLDecoder.decode(pair.get(0), UTF_8), URLDecoder.decode(pair.get(1), UTF_8));
      assertThat(before).as(form).isNull();
    }
    return parsed;
  }
}
