package dev.staffgate.examples.panel.pages.people;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.hidden;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.decision.Decision;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.care.AccountLink;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The content of the pages about people. */
final class PeopleMarkup {
  static final String STAFF = "staff";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** The paths of the buttons: each of the form {@code /people/reset-password}. */
  private static final List<String> ACTIONS =
      List.of(
          PanelPaths.INVITE,
          PanelPaths.RESET_PASSWORD,
          PanelPaths.RESET_SECOND_FACTOR,
          PanelPaths.UNLOCK,
          PanelPaths.SIGN_OUT_SOMEBODY);

  private PeopleMarkup() {}

  /** Returns the name of somebody, for people. */
  static String name(StaffAccount account) {
    return account.name().orElse(account.id());
  }

  /** Returns how to get at the buttons that ask for a fresh second factor, if there are any. */
  static Markup freshFactor(PageRequest request) {
    return ACTIONS.stream()
        .filter(path -> ask(request, path) == Decision.Outcome.SECOND_FACTOR)
        .findFirst()
        .<Markup>map(
            path ->
                element("p")
                    .ofClass("card note")
                    .with("id", "fresh-factor")
                    .text("Some of these buttons ask for a fresh code. ")
                    .add(
                        link(PanelPaths.stepUpBefore(path), "Confirm your second factor first"),
                        text(".")))
        .orElse(Markup.none());
  }

  private static Decision.Outcome ask(PageRequest request, String path) {
    String permission = "staff" + path.substring(PanelPaths.PEOPLE.length()).replace('/', '.');
    return request.staffgate().ask(request.asking(permission)).outcome();
  }

  /** Returns what is known of somebody, and the buttons that fit. */
  static Markup person(PageRequest request, StaffAccount account) {
    Credentials known =
        request.accounts().credentials().find(account.id()).orElseGet(Credentials::none);
    boolean isSetUp = known.passwordHash().isPresent() || known.codeKey().isPresent();
    List<Markup> buttons = new ArrayList<>();
    if (isSetUp) {
      addAsking(
          buttons,
          request,
          account,
          PanelPaths.RESET_PASSWORD,
          "Reset password",
          "The password stops to count at once, all sessions end, and you get a link to a new one"
              + " to send.");
      addAsking(
          buttons,
          request,
          account,
          PanelPaths.RESET_SECOND_FACTOR,
          "Reset second factor",
          "The second factor and its recovery codes stop to count at once, all sessions end, and"
              + " you get a link to send, by which who knows the password sets up a new one.");
      addAsking(
          buttons,
          request,
          account,
          PanelPaths.SIGN_OUT_SOMEBODY,
          "Sign out everywhere",
          "All sessions end at once. Password and second factor stay.");
      add(buttons, request, account, PanelPaths.UNLOCK, "End the wait");
    } else {
      add(buttons, request, account, PanelPaths.INVITE, "Invite");
    }
    return element("section")
        .ofClass("card")
        .with("id", "person-" + account.id())
        .add(
            element("h2")
                .text(name(account) + " ")
                .add(element("span").ofClass("quiet").text(account.id())),
            element("p").text(state(account, known)),
            element("div").ofClass("buttons").add(buttons));
  }

  private static String state(StaffAccount account, Credentials known) {
    String has =
        known.passwordHash().isPresent()
            ? known.codeKey().isPresent()
                ? "Has a password and a second factor."
                : "Has a password, and no second factor."
            : known.codeKey().isPresent()
                ? "Has a second factor, and no password."
                : "Has neither a password nor a second factor.";
    return account.disabled() ? "Disabled. " + has : has;
  }

  /** Adds a button that is pressed after what it does was read. */
  private static void addAsking(
      List<Markup> buttons,
      PageRequest request,
      StaffAccount account,
      String path,
      String label,
      String effect) {
    List<Markup> inside = new ArrayList<>();
    add(inside, request, account, path, label);
    if (!inside.isEmpty()) {
      buttons.add(
          element("details")
              .add(
                  element("summary").text(label + " …"),
                  element("p").text(effect + " Do this to " + name(account) + "?"))
              .add(inside));
    }
  }

  /** Adds a button, unless it would be denied whatever second factor comes with it. */
  private static void add(
      List<Markup> buttons, PageRequest request, StaffAccount account, String path, String label) {
    if (ask(request, path) != Decision.Outcome.DENY) {
      buttons.add(
          element("form")
              .with("method", "post")
              .with("action", path)
              .add(request.csrfField(), hidden(STAFF, account.id()), button(label)));
    }
  }

  /** Returns the end of a list that is cut. */
  static Markup more(int shown) {
    return element("p")
        .ofClass("card note")
        .text("These are the first " + shown + " accounts. There are more.");
  }

  /** Returns the page that shows a link, once. */
  static Markup madeLink(String name, AccountLink link, Secret address) {
    return Markup.of(
        element("section")
            .ofClass("card note")
            .add(
                element("p").text("Send this link to " + name + " alone. " + effect(link)),
                element("p").add(element("code").with("id", "link").text(address.revealToUse())),
                element("p")
                    .text(
                        "It can be used once, until "
                            + TIME.format(link.expiresAt())
                            + ". It is shown here now and never again; a newer one ends it.")),
        element("p").add(link(PanelPaths.PEOPLE, "Back to the people")));
  }

  private static String effect(AccountLink link) {
    return switch (link.kind()) {
      case INVITATION -> "It leads to a first password and a second factor.";
      case PASSWORD_RESET ->
          "It leads to a new password. The one before does not count any more, and all sessions are"
              + " ended.";
      case SECOND_FACTOR_RESET ->
          "It leads to a new second factor, for who knows the password. The one before and its"
              + " recovery codes do not count any more, and all sessions are ended.";
    };
  }
}
