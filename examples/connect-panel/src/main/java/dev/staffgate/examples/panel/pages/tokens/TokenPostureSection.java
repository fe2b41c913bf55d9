package dev.staffgate.examples.panel.pages.tokens;

import static java.util.Objects.requireNonNull;

import dev.staffgate.examples.panel.web.PageFrame;
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

  /** The part of a page about one server; nothing where there is no token. */
  String of(TokenState state) {
    return switch (state.location()) {
      case MISSING, RETIRED -> "";
      case KEPT, ELSEWHERE -> "<h2>What it may do</h2>" + html(List.of(state.server()), ONE);
    };
  }

  /** The report over many servers. */
  String of(List<Server> servers) {
    return html(servers, ALL);
  }

  private String html(List<Server> servers, PostureLimits limits) {
    StringBuilder html = new StringBuilder();
    tokens
        .posture(servers, secrets, rules, limits)
        .servers()
        .forEach(one -> html.append(html(one)));
    return html.toString();
  }

  private static String html(TokenPosture.OfServer one) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<section class=\"card posture %s\" data-server=\"%s\"><h3>%s, tokens of %s</h3>"
            .formatted(
                one.failure().isPresent() ? "note" : "",
                PageFrame.escape(one.server()),
                PageFrame.escape(one.server()),
                PageFrame.escape(one.owner())));
    one.failure()
        .ifPresent(
            why ->
                html.append("<p>Not known: ")
                    .append(PageFrame.escape(sentence(why)))
                    .append("</p>"));
    one.tokens().forEach(token -> html.append(html(token)));
    return html.append("</section>").toString();
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String html(TokenPosture.OfToken one) {
    WhmToken token = one.token();
    StringBuilder html = new StringBuilder();
    html.append(
        "<p><strong>%s</strong>%s: <code>%s</code></p><ul>"
            .formatted(
                PageFrame.escape(token.name()),
                one.inUse() ? ", in use" : "",
                PageFrame.escape(String.join(", ", token.privileges()))));
    for (TokenPosture.Finding finding : one.findings()) {
      html.append("<li>").append(PageFrame.escape(finding.text())).append("</li>");
    }
    return html.append("</ul>").toString();
  }
}
