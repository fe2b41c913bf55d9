package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.hidden;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.decision.Decision;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.signin.care.AccountRecovery;
import dev.staffgate.signin.care.RecoveredAccount;
import dev.staffgate.state.StateStoreException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notice, on every page of whoever may reset second factors, that somebody with access to the
 * panel's machine let an account in; until a colleague of its owner has reviewed it.
 */
final class RecoveryBanner {
  /** The permission to review it, which is that of what was done. */
  private static final String PERMISSION = "staff.reset-second-factor";

  private static final int MOST_SHOWN = 10;
  private static final Logger log = LoggerFactory.getLogger(RecoveryBanner.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private RecoveryBanner() {}

  /** Returns the notices for the person who is signed in; nothing where there is nothing to say. */
  static Markup of(PageRequest request) {
    if (request.staffIfSignedIn().isEmpty()
        || request.staffgate().ask(request.asking(PERMISSION)).outcome() == Decision.Outcome.DENY) {
      return Markup.none();
    }
    try {
      AccountRecovery recovery = request.accounts().recovery();
      List<RecoveredAccount> all = recovery.unreviewed();
      boolean mayReview = all.stream().noneMatch(one -> one.staff().equals(request.staff()));
      return Markup.of(
          Markup.of(
              all.stream().limit(MOST_SHOWN).map(one -> notice(request, one, mayReview)).toList()),
          all.size() > MOST_SHOWN
              ? card().text("There are " + (all.size() - MOST_SHOWN) + " older notices like these.")
              : Markup.none());
    } catch (StateStoreException out) {
      log.error("whether accounts were recovered cannot be read: {}", out.toString());
      return card().text("Whether accounts were let in by the panel's machine cannot be read.");
    }
  }

  private static Element card() {
    return element("section").ofClass("card bad recovered");
  }

  private static Markup notice(PageRequest request, RecoveredAccount one, boolean mayReview) {
    Element card =
        card()
            .add(
                element("p")
                    .text(
                        "Somebody with access to the panel's machine ("
                            + one.by()
                            + ") "
                            + one.what().words()
                            + " "
                            + one.staff()
                            + " on "
                            + TIME.format(one.at())
                            + ". Find out who did it, and why."));
    return !mayReview
        ? card.add(element("p").text("A colleague of yours has to review it."))
        : card.add(
            element("form")
                .with("method", "post")
                .with("action", PanelPaths.REVIEWED)
                .add(
                    request.csrfField(),
                    hidden("staff", one.staff()),
                    hidden("at", Long.toString(one.at().toEpochMilli())),
                    button("I reviewed this")));
  }
}
