package dev.staffgate.examples.panel.pages.people;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.hidden;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.pages.signin.SignInPage;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.care.AccountLink;
import java.util.List;

/** The content of the pages of a link. */
final class LinkMarkup {
  static final String TOKEN = "token";

  private static final String TITLE = "Your link";

  private LinkMarkup() {}

  /** Returns the page of a link that is not known, or not any more; which, it does not say. */
  static PageAnswer gone() {
    return PageAnswer.html(
        404,
        TITLE,
        problem(
            "This link is not valid: it was used, it is too old, or there is a newer one. Ask an"
                + " administrator for a new link."));
  }

  static PageAnswer outage() {
    return PageAnswer.html(
        503, TITLE, problem("Your link cannot be looked up at the moment. Try again later."));
  }

  static PageAnswer somebodyElse(PageRequest request) {
    return PageAnswer.html(
        403,
        "Sign out first",
        element("form")
            .ofClass("card bad")
            .with("method", "post")
            .with("action", PanelPaths.SIGN_OUT)
            .add(
                request.csrfField(),
                element("p")
                    .with("role", "alert")
                    .text(
                        "You are signed in as "
                            + request.staffIfSignedIn()
                            + ", and this link is somebody else's. It was not used. Sign out, then"
                            + " open the link again."),
                button("Sign out")));
  }

  static PageAnswer form(
      PageRequest request,
      int status,
      String problem,
      AccountLink link,
      String name,
      Secret token) {
    boolean isFactor = link.kind() == AccountLink.Kind.SECOND_FACTOR_RESET;
    return PageAnswer.html(
        status,
        title(link.kind()),
        Markup.of(
            problem.isEmpty() ? Markup.none() : problem(problem),
            element("form")
                .ofClass("card narrow")
                .with("method", "post")
                .with("action", PanelPaths.LINK)
                .add(
                    request.csrfField(),
                    hidden(TOKEN, token.revealToUse()),
                    element("p")
                        .with("id", "whose")
                        .text("This link is for " + name + " (" + link.staff() + ")."),
                    element("p").ofClass("quiet").text(next(link.kind())),
                    labelled(
                        isFactor ? "Password" : "New password",
                        "password",
                        element("input")
                            .with("name", "password")
                            .with("type", "password")
                            .with("autocomplete", isFactor ? "current-password" : "new-password")
                            .with("required")),
                    button("Go on"))));
  }

  private static String title(AccountLink.Kind kind) {
    return switch (kind) {
      case INVITATION -> "Welcome";
      case PASSWORD_RESET -> "Choose a new password";
      case SECOND_FACTOR_RESET -> "Set up a new second factor";
    };
  }

  private static String next(AccountLink.Kind kind) {
    return switch (kind) {
      case INVITATION ->
          "Choose a password of at least 8 characters. An authenticator app is set up next.";
      case PASSWORD_RESET ->
          "Choose a password of at least 8 characters. Your authenticator app stays as it is.";
      case SECOND_FACTOR_RESET ->
          "Enter the password that you have. A new authenticator app is set up next.";
    };
  }

  static PageAnswer passwordSet() {
    return PageAnswer.html(
        200,
        "Your password is set",
        element("p")
            .ofClass("card good")
            .with("id", "told")
            .text("Your password is set. ")
            .add(link(PanelPaths.SIGN_IN, "Sign in now.")));
  }

  static PageAnswer codeForm(PageRequest request, int status, AwaitedKey awaited, String problem) {
    return PageAnswer.html(
        status,
        "Enter the code",
        Markup.of(
            problem.isEmpty() ? Markup.none() : problem(problem),
            SignInPage.enrolment(awaited.enrolment()),
            element("form")
                .ofClass("card narrow")
                .with("method", "post")
                .with("action", PanelPaths.LINK_CODE)
                .add(request.csrfField(), codeField(), button("Go on"))));
  }

  /** Returns the page that shows recovery codes, once, below what the owner is told. */
  static PageAnswer recoveryCodes(Markup notices, List<Secret> codes, boolean isSignedIn) {
    return PageAnswer.html(
        200,
        "Your recovery codes",
        Markup.of(
            notices,
            element("section")
                .ofClass("card note")
                .add(
                    element("p")
                        .text(
                            "Your account is set up. Write these codes down and keep them apart"
                                + " from your telephone: each of them is good once, in place of a"
                                + " code, when the app is lost. They are shown now and never"
                                + " again."),
                    element("ul")
                        .ofClass("plain")
                        .with("id", "recovery-codes")
                        .add(codes.stream().map(LinkMarkup::item).toList())),
            element("p")
                .add(
                    isSignedIn
                        ? link(PanelPaths.SERVERS, "I have kept them. Go on")
                        : link(PanelPaths.SIGN_IN, "I have kept them. Sign in now"))));
  }

  private static Markup item(Secret code) {
    return element("li").add(element("code").text(code.revealToUse()));
  }
}
