package dev.staffgate.examples.panel.pages.tokens;

import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.TokenPostureReader;
import dev.staffgate.model.Server;
import dev.staffgate.sso.TokenState;
import dev.staffgate.whm.tokens.PostureLimits;
import dev.staffgate.whm.tokens.TokenPosture;
import dev.staffgate.whm.tokens.WhmToken;
import java.time.Duration;
import java.util.List;

/** The part of a page that compares what tokens may do with what they need. */
final class TokenPostureSection {
  private static final PostureLimits ONE = new PostureLimits(1, Duration.ofSeconds(10));
  private static final PostureLimits ALL = new PostureLimits(8, Duration.ofSeconds(20));

  private TokenPostureSection() {}

  /** Returns the part about one server; nothing where there is no token. */
  static Markup ofServer(TokenPostureReader postures, TokenState state) {
    return switch (state.location()) {
      case MISSING, RETIRED -> Markup.none();
      case KEPT, ELSEWHERE ->
          Markup.of(
              element("h2").text("What it may do"),
              sections(postures.read(List.of(state.server()), ONE)));
    };
  }

  /** Returns the report on many servers. */
  static Markup ofServers(TokenPostureReader postures, List<Server> servers) {
    return sections(postures.read(servers, ALL));
  }

  private static Markup sections(TokenPosture posture) {
    return Markup.of(posture.servers().stream().map(TokenPostureSection::section).toList());
  }

  private static Markup section(TokenPosture.OfServer one) {
    return element("section")
        .ofClass(one.failure().isPresent() ? "card posture note" : "card posture")
        .with("data-server", one.server())
        .add(
            element("h3").text(one.server() + ", tokens of " + one.owner()),
            one.failure()
                .<Markup>map(why -> element("p").text("Not known: " + sentence(why)))
                .orElse(Markup.none()))
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
