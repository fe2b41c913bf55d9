package dev.staffgate.examples.panel.pages.tokens;

import com.google.common.base.Ascii;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.model.Server;
import dev.staffgate.sso.TokenState;
import dev.staffgate.sso.TokenState.Location;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How the pages about tokens look. */
final class TokensMarkup {
  static final String BACK = "<p><a href=\"/tokens/\">Back to the tokens</a></p>";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TokensMarkup() {}

  static String list(List<TokenState> states) {
    StringBuilder html =
        new StringBuilder("<section class=\"card\"><ul class=\"plain\" id=\"tokens\">");
    for (TokenState one : states) {
      html.append(
          "<li><a href=\"/tokens/%s\">%s</a> <span class=\"quiet\">%s</span><br>%s</li>"
              .formatted(
                  PageFrame.escape(one.server().id()),
                  PageFrame.escape(title(one.server())),
                  PageFrame.escape(one.server().panel()),
                  PageFrame.escape(standing(one))));
    }
    return html.append("</ul></section>")
        .append("<p><a href=\"/token-posture\">What may all of these tokens do?</a></p>")
        .toString();
  }

  private static String title(Server server) {
    return server.title().orElse(server.id());
  }

  private static String standing(TokenState state) {
    String at = state.since().map(TIME::format).orElse("");
    return switch (state.location()) {
      case KEPT -> "kept here since " + at;
      case RETIRED -> "retired " + at + ": nobody can enter";
      case MISSING -> "no token yet: nobody can enter";
      case ELSEWHERE ->
          "kept at " + state.server().token() + ", where this panel does not change it";
    };
  }

  /** The page of one server: how it stands, and the forms that fit. */
  static String one(TokenState state, String csrf) {
    Server server = state.server();
    boolean kept = state.location() == Location.KEPT;
    String standing = standing(state);
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <section class="card"><h2>%s</h2><p id="standing">%s</p>
        <p class="quiet">%s at %s, token of %s at <code>%s</code></p></section>
        """
            .formatted(
                PageFrame.escape(title(server)),
                PageFrame.escape(
                    Ascii.toUpperCase(standing.charAt(0)) + standing.substring(1) + "."),
                PageFrame.escape(server.panel()),
                PageFrame.escape(server.url().toString()),
                PageFrame.escape(server.user()),
                PageFrame.escape(server.token().toString())));
    html.append("<div class=\"fields\">");
    if (state.location() != Location.ELSEWHERE) {
      html.append(add(server, kept, csrf));
    }
    if (kept || state.location() == Location.ELSEWHERE) {
      html.append(
          form(
              server,
              csrf,
              "test",
              "Test it",
              "Is the server there, does it accept the token, and may the token open sessions?"));
    }
    if (kept && state.exchangeable()) {
      html.append(
          form(
              server,
              csrf,
              "rotate",
              "Exchange it",
              "Makes a new token at the server, tries it, keeps it here, and revokes the old one. It may"
                  + " be broken off anywhere: do it again, and it comes to its end."));
    }
    if (kept) {
      html.append(
          form(
              server,
              csrf,
              "retire",
              "Retire it",
              "Destroys the token here%s. Nobody can enter this server then, until another is added."
                  .formatted(
                      state.exchangeable()
                          ? " and revokes it at the server"
                          : "; this kind of panel has no call to revoke it, so remove it there too"),
              "<label class=\"tick\"><input type=\"checkbox\" name=\"sure\" value=\"yes\" required>"
                  + " I am sure</label>"));
    }
    return html.append("</div>").append(BACK).toString();
  }

  private static String add(Server server, boolean kept, String csrf) {
    // A field for passwords is not shown, not kept by the browser's history, and has one line.
    return form(
        server,
        csrf,
        "add",
        kept ? "Replace it" : "Keep it",
        kept
            ? "It is tried first, and takes the place of the one before if the server accepts it. The"
                + " one before is not revoked: do that at the panel."
            : "It is tried first, and kept if the server accepts it.",
        """
        <label for="token">%s</label>
        <input id="token" name="token" type="password" autocomplete="off" autocapitalize="none"
        spellcheck="false" maxlength="4096" required>
        """
            .formatted(kept ? "Another token" : "Token"));
  }

  private static String form(
      Server server, String csrf, String action, String button, String what) {
    return form(server, csrf, action, button, what, "");
  }

  private static String form(
      Server server, String csrf, String action, String button, String what, String fields) {
    return """
        <form class="card" method="post" action="/tokens/%s" id="%s" autocomplete="off">%s
        <input type="hidden" name="action" value="%2$s">%s<button>%s</button>
        <p class="quiet">%s</p></form>
        """
        .formatted(PageFrame.escape(server.id()), action, csrf, fields, button, what);
  }
}
