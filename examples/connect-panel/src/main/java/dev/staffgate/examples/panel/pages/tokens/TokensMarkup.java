package dev.staffgate.examples.panel.pages.tokens;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.hidden;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import com.google.common.base.Ascii;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.Server;
import dev.staffgate.sso.TokenState;
import dev.staffgate.sso.TokenState.Location;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The content of the pages about tokens. */
final class TokensMarkup {
  static final Markup BACK = element("p").add(link(PanelPaths.TOKENS, "Back to the tokens"));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TokensMarkup() {}

  static Markup list(List<TokenState> states, Markup links) {
    return Markup.of(
        element("section")
            .ofClass("card")
            .add(
                element("ul")
                    .ofClass("plain")
                    .with("id", "tokens")
                    .add(states.stream().map(TokensMarkup::item).toList())),
        links);
  }

  private static Markup item(TokenState one) {
    Server server = one.server();
    return element("li")
        .add(
            link(PanelPaths.TOKEN + server.id(), title(server)),
            text(" "),
            element("span").ofClass("quiet").text(server.panel()),
            element("br"),
            text(standing(one)),
            change(one));
  }

  /** Returns what is told of a change that is under way or did not finish. */
  private static Markup change(TokenState state) {
    return state
        .change()
        .<Markup>map(one -> element("p").ofClass("problem").text(one.sentence()))
        .orElse(Markup.none());
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

  /** Returns the page of one server: the state of its token, and the forms that fit. */
  static Markup server(TokenState state, Markup csrf) {
    Server server = state.server();
    boolean kept = state.location() == Location.KEPT;
    List<Markup> forms = new ArrayList<>();
    if (state.location() != Location.ELSEWHERE) {
      forms.add(add(server, kept, csrf));
    }
    if (kept || state.location() == Location.ELSEWHERE) {
      forms.add(
          form(
              server,
              csrf,
              "test",
              "Test it",
              "Is the server there, does it accept the token, and may the token open sessions?"));
    }
    if (kept && state.exchangeable()) {
      forms.add(
          form(
              server,
              csrf,
              "rotate",
              "Exchange it",
              "Makes a new token at the server, tries it, keeps it here, and revokes the old one."
                  + " If it is interrupted, do it again to finish it."));
    }
    if (kept) {
      forms.add(retire(state, csrf));
    }
    return Markup.of(summary(state), element("div").ofClass("fields").add(forms), BACK);
  }

  private static Markup summary(TokenState state) {
    Server server = state.server();
    String standing = standing(state);
    return element("section")
        .ofClass("card")
        .add(
            element("h2").text(title(server)),
            element("p")
                .with("id", "standing")
                .text(Ascii.toUpperCase(standing.charAt(0)) + standing.substring(1) + "."),
            change(state),
            element("p")
                .ofClass("quiet")
                .text(server.panel() + " at " + server.url() + ", token of " + server.user())
                .text(" at ")
                .add(element("code").text(server.token().toString())));
  }

  private static Markup add(Server server, boolean kept, Markup csrf) {
    // A field for passwords is not shown, not kept by the browser's history, and has one line.
    return form(
        server,
        csrf,
        "add",
        kept ? "Replace it" : "Keep it",
        kept
            ? "It is tried first, and takes the place of the one before if the server accepts it."
                + " The one before is not revoked: do that at the panel."
            : "It is tried first, and kept if the server accepts it.",
        labelled(
            kept ? "Another token" : "Token",
            "token",
            element("input")
                .with("name", "token")
                .with("type", "password")
                .with("autocomplete", "off")
                .with("autocapitalize", "none")
                .with("spellcheck", "false")
                .with("required")));
  }

  private static Markup retire(TokenState state, Markup csrf) {
    String there =
        state.exchangeable()
            ? " and revokes it at the server"
            : "; this kind of panel has no call to revoke it, so remove it there too";
    return form(
        state.server(),
        csrf,
        "retire",
        "Retire it",
        "Destroys the token here"
            + there
            + ". Nobody can enter this server then, until another is added.",
        element("label")
            .ofClass("tick")
            .add(
                element("input")
                    .with("type", "checkbox")
                    .with("name", "sure")
                    .with("value", "yes")
                    .with("required"),
                text(" I am sure")));
  }

  private static Markup form(
      Server server, Markup csrf, String action, String button, String effect) {
    return form(server, csrf, action, button, effect, Markup.none());
  }

  private static Markup form(
      Server server, Markup csrf, String action, String button, String effect, Markup fields) {
    return element("form")
        .ofClass("card")
        .with("method", "post")
        .with("action", PanelPaths.TOKEN + server.id())
        .with("id", action)
        .with("autocomplete", "off")
        .add(
            csrf,
            hidden("action", action),
            fields,
            button(button),
            element("p").ofClass("quiet").text(effect));
  }
}
