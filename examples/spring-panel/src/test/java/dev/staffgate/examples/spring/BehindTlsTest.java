package dev.staffgate.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The panel behind a proxy that speaks TLS, by the one setting for it. */
class BehindTlsTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Test
  void cookies_andRedirects_areThoseOfTheAddressInBrowsers() throws Exception {
    try (ConfigurableApplicationContext panel =
        SpringApplication.run(
            SpringPanel.class, "--server.port=0", "--server.servlet.session.cookie.secure=true")) {
      URI login =
          URI.create(
              "http://127.0.0.1:"
                  + panel.getEnvironment().getProperty("local.server.port")
                  + "/login");
      HttpClient proxy = HttpClient.newHttpClient();
      HttpResponse<String> form =
          proxy.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString());
      String cookie = form.headers().firstValue("Set-Cookie").orElseThrow();
      Matcher token = TOKEN.matcher(form.body());
      assertThat(token.find()).isTrue();
      HttpCookie kept = HttpCookie.parse(cookie).get(0);
      HttpResponse<String> in =
          proxy.send(
              HttpRequest.newBuilder(login)
                  .header("Cookie", kept.getName() + "=" + kept.getValue())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "username=ben&password=ben-books-invoices&return=%2Finvoices&_csrf="
                              + URLEncoder.encode(token.group(1), UTF_8)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(cookie).contains("Secure", "HttpOnly");
      assertThat(in.headers().firstValue("Location")).contains("/invoices");
      assertThat(in.headers().allValues("Set-Cookie"))
          .anySatisfy(one -> assertThat(one).startsWith("JSESSIONID=").contains("Secure"))
          .allSatisfy(one -> assertThat(one).contains("Secure"));
    }
  }
}
