package dev.staffgate.examples.panel.pages.tokens;

import static dev.staffgate.examples.panel.web.Markup.element;
import static java.util.Objects.requireNonNull;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.model.Server;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.TokenState;
import dev.staffgate.whm.tokens.PostureLimits;
import dev.staffgate.whm.tokens.PostureRules;
import dev.staffgate.whm.tokens.TokenPosture;
import dev.staffgate.whm.tokens.WhmToken;
import dev.staffgate.whm.tokens.WhmTokens;
import java.time.Duration;
import java.util.List;

/** What tokens may do against what they need, asked of the servers and shown. */
public final class TokenPostureSection {
  private static final PostureLimits ONE = new PostureLimits(1, Duration.ofSeconds(10));
  private static final PostureLimits ALL = new PostureLimits(8, Duration.ofSeconds(20));

  private final WhmTokens tokens;
  private final SecretSource secrets;
  private final PostureRules rules;

  public TokenPostureSection(WhmTokens tokens, SecretSource secrets, PostureRules rules) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.secrets = requireNonNull(secrets, "secrets");
    this.rules = requireNonNull(rules, "rules");
  }

  /** Returns the part of a page about one server; nothing where there is no token. */
  Markup ofServer(TokenState state) {
    return switch (state.location()) {
      case MISSING, RETIRED -> Markup.NONE;
      case KEPT, ELSEWHERE ->
          Markup.of(element("h2").text("What it may do"), sections(List.of(state.server()), ONE));
    };
  }

  /** Returns the report on many servers. */
  Markup ofServers(List<Server> servers) {
    return sections(servers, ALL);
  }

  private Markup sections(List<Server> servers, PostureLimits limits) {
    return Markup.of(
        tokens.posture(servers, secrets, rules, limits).servers().stream()
            .map(TokenPostureSection::section)
            .toList());
  }

  private static Markup section(TokenPosture.OfServer one) {
    return element("section")
        .ofClass(one.failure().isPresent() ? "card posture note" : "card posture")
        .with("data-server", one.server())
        .add(
            element("h3").text(one.server() + ", tokens of " + one.owner()),
            one.failure()
                .<Markup>map(why -> element("p").text("Not known: " + sentence(why)))
                .orElse(Markup.NONE))
        .add(one.tokens().stream().map(TokenPostureSection::token).toList());
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static Markup token(TokenPosture.OfToken one) {
    WhmToken token = one.token();
    return Markup.of(
        element("p")
            .add(element("strong").text(token.name()))
            .text(one.inUse() ? ", in use: " : ": ")
            .add(element("code").text(String.join(", ", token.privileges()))),
        element("ul")
            .add(
                one.findings().stream()
                    .map(finding -> element("li").text(finding.text()))
                    .toList()));
  }
}
