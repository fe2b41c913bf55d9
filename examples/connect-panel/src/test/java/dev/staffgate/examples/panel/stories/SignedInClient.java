package dev.staffgate.examples.panel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.DemoEnvironment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;

/** A person without a browser who is signed in. */
public final class SignedInClient extends Visitor {
  private final String landing;

  /** Signs in for the first time. */
  public SignedInClient(URI panel, String name, Instant now) throws Exception {
    this(panel, name, now, "/sign-in/");
  }

  /** Signs in for the first time, by a link to the page for it. */
  public SignedInClient(URI panel, String name, Instant now, String link) throws Exception {
    super(panel);
    assertThat(get(link).statusCode()).isEqualTo(200);
    String seed =
        seedIn(
                post(
                        "/sign-in/",
                        "return",
                        wayBack,
                        "name",
                        name,
                        "password",
                        DemoEnvironment.PASSWORDS.get(name))
                    .body())
            .orElseThrow();
    // In two groups, as apps show it.
    String code = AuthenticatorApp.code(seed, now).replaceFirst("^...", "$0 ");
    HttpResponse<String> in = post("/sign-in/code", "return", wayBack, "code", code);
    assertThat(in.statusCode()).isBetween(300, 399);
    this.landing = in.headers().firstValue("Location").orElseThrow();
    assertThat(get("/servers/").statusCode()).isEqualTo(200);
  }

  /** Returns the path that the sign-in led to. */
  public String landing() {
    return landing;
  }
}
