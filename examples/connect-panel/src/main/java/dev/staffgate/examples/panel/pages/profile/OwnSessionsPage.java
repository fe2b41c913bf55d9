package dev.staffgate.examples.panel.pages.profile;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.hidden;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.network.IpAddress;
import dev.staffgate.servlet.Caller;
import dev.staffgate.session.StaffSession;
import dev.staffgate.state.StateStoreException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of the sessions that a person has, to end one or all of them. */
public final class OwnSessionsPage {
  private static final Logger log = LoggerFactory.getLogger(OwnSessionsPage.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final String SESSION = "session";
  private static final String EVERYWHERE = "everywhere";

  private OwnSessionsPage() {}

  /** Shows the sessions. */
  public static PageAnswer show(PageRequest request) {
    List<StaffSession> sessions;
    try {
      sessions = request.staffgate().sessions().list(request.staff());
    } catch (StateStoreException out) {
      log.error("the sessions of a person cannot be listed: {}", out.toString());
      return request.answer(
          503, problem("Your sessions cannot be read at the moment. Please try again later."));
    }
    List<Markup> parts = new ArrayList<>();
    parts.add(
        element("p")
            .text(
                "These are the browsers in which you are signed in. If you do not know one of them,"
                    + " sign out everywhere, and tell your administrator."));
    sessions.forEach(session -> parts.add(section(request, session)));
    parts.add(
        form(request)
            .ofClass("card bad")
            .add(
                hidden(EVERYWHERE, "yes"),
                element("p").text("This ends all of them, and the one that you use now."),
                button("Sign out everywhere")));
    return request.answer(Markup.of(parts));
  }

  private static Markup section(PageRequest request, StaffSession session) {
    boolean own = isOwn(request, session.ref().id());
    String browser = session.browser().isEmpty() ? "It does not say." : session.browser();
    return form(request)
        .ofClass(own ? "card note" : "card")
        .with("id", "session-" + session.ref().id())
        .add(
            element("h2").text(own ? "This browser" : "Another browser"),
            element("p")
                .text(
                    "Signed in on "
                        + at(session.since())
                        + session.from().map(IpAddress::toString).map(" from "::concat).orElse("")
                        + ". Last used on "
                        + at(session.lastSeen())
                        + "."),
            element("p")
                .ofClass("quiet")
                .text("What the browser calls itself: ")
                .add(element("code").text(browser)),
            hidden(SESSION, session.ref().id()),
            button("Sign out"));
  }

  private static String at(Instant instant) {
    return TIME.format(instant);
  }

  private static Element form(PageRequest request) {
    return element("form")
        .with("method", "post")
        .with("action", PanelPaths.OWN_SESSIONS)
        .add(request.csrfField());
  }

  private static boolean isOwn(PageRequest request, String id) {
    return request.session().filter(own -> own.id().equals(id)).isPresent();
  }

  /** Ends one session of the person, or all of them. */
  public static PageAnswer submit(PageRequest request) {
    boolean all = !request.parameter(EVERYWHERE).isEmpty();
    String id = request.parameter(SESSION);
    try {
      if (all) {
        request.staffgate().sessions().endAll(request.staff(), EpochCause.SIGNED_OUT_EVERYWHERE);
      } else {
        request.staffgate().sessions().end(request.staff(), id);
      }
    } catch (StateStoreException out) {
      log.error("sessions of a person were not ended: {}", out.toString());
      return request.answer(
          503,
          problem(
              "It is not known whether you were signed out there. Please try again in a moment."));
    }
    boolean here = all || isOwn(request, id);
    if (here) {
      Caller.signOut(request.http());
    }
    record(request, all ? "everywhere" : here ? "here" : "another browser");
    return new PageAnswer.Redirect(here ? PanelPaths.SIGN_IN : PanelPaths.OWN_SESSIONS);
  }

  private static void record(PageRequest request, String where) {
    try {
      request.record(AuditEvent.Type.SIGN_OUT, where);
    } catch (AuditException e) {
      log.error("a sign-out could not be recorded", e);
    }
  }
}
