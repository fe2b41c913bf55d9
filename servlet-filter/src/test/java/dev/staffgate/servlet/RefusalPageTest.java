package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of a refusal: readable by itself, and safe under a strict content security policy. */
class RefusalPageTest {
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final String POLICY =
      """
      staffgate: 1
      roles: { clerk: { grants: [client.view] } }
      staff: { ann: { roles: [clerk] } }
      routes: [{ path: /clients/**, permission: client.edit }]
      """;

  private static Refusal refusal(String text) {
    return new Refusal(403, text, text, text, "none", Optional.empty(), Optional.empty());
  }

  private static String page(Refusal refusal, Optional<String> next) {
    return new String(RefusalPage.of(refusal, next), UTF_8);
  }

  @Test
  void page_ofARefusal_saysWhatAndWhyWithStyleAndForSmallScreens() {
    String page =
        page(
            new Refusal(
                403,
                "not-granted",
                "Not allowed",
                "You may not do this.",
                "none",
                Optional.empty(),
                Optional.empty()),
            Optional.empty());

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<h1>Not allowed</h1>", "<p>You may not do this.</p>", "403 not-granted")
        .contains("name=\"viewport\"", "prefers-color-scheme: dark")
        .doesNotContain("<a ");
  }

  @Test
  void page_whateverItSays_hasOneStyleWhoseDigestThePolicyNames() throws Exception {
    for (String text : List.of("Not allowed", "</style><script>x</script>", "100%s % $1")) {
      Matcher style = STYLE.matcher(page(refusal(text), Optional.of("/ask?handle=1")));

      assertThat(style.find()).isTrue();
      assertThat(RefusalPage.POLICY)
          .startsWith("default-src 'none'; style-src 'sha256-" + digest(style.group(1)) + "';")
          .doesNotContain("unsafe", "script-src", "*");
      assertThat(style.find()).isFalse();
    }
  }

  private static String digest(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void page_whateverItSays_needsNothingElseAndHasNothingForAPolicyToForbid() {
    String hostile = "\"><img src=x onerror=alert(1)>' style='x";
    String page = page(refusal(hostile), Optional.of("/ask?handle=\"" + hostile));

    assertThat(page)
        .doesNotContain("<img", "<script", "<link", "@import", "url(", " style=\"", "style='")
        .contains("&quot;&gt;&lt;img");
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void refusal_toABrowser_comesWithThePolicyAndToAProgramWithout(ServletContainer container)
      throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      AppDeployment stage = new AppDeployment("CallerApp", false, staffgate, Map.of());
      stage.staff = Optional.of("ann");
      try (RunningContainer running = container.start(stage)) {
        RunningContainer.Answer browser =
            running.send("GET", "/clients/1", List.of(Map.entry("Accept", "text/html")));
        RunningContainer.Answer program = running.send("GET", "/clients/1", List.of());

        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.header("Content-Security-Policy")).isEqualTo(RefusalPage.POLICY);
        assertThat(browser.text()).contains("<style>");
        assertThat(program.status()).isEqualTo(403);
        assertThat(program.header("Content-Security-Policy")).isEmpty();
      }
    }
  }
}
