package dev.staffgate.examples.panel.pages.people;

import static dev.staffgate.examples.panel.web.Forms.problem;

import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.examples.panel.pages.signin.SignInSentences;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.CareResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page of all people, for administrators, and what its buttons do. The route of each decides
 * who may; a link that is made is shown once, on the page that answers.
 */
public final class PeoplePage {
  /** An action of {@link AccountCare}. */
  @FunctionalInterface
  private interface Action {
    CareResult perform(String staff, String by, Optional<IpAddress> from);
  }

  private static final Logger log = LoggerFactory.getLogger(PeoplePage.class);

  /** The most accounts that the page lists; of the others, `policy-tool accounts` takes care. */
  private static final int MOST_SHOWN = 500;

  private PeoplePage() {}

  /** Shows the accounts, and what may be done for each. */
  public static PageAnswer show(PageRequest request) {
    return list(request, Notice.NOTHING);
  }

  /** Leads to the list: somebody who has just shown a fresh second factor presses again. */
  public static PageAnswer goBack(PageRequest request) {
    return new PageAnswer.Redirect(PanelPaths.PEOPLE);
  }

  /** Makes a link for a first password and a second factor. */
  public static PageAnswer invite(PageRequest request) {
    return perform(request, request.accounts().care()::invite, "");
  }

  /** Takes a password away, and makes a link for a new one. */
  public static PageAnswer resetPassword(PageRequest request) {
    return perform(request, request.accounts().care()::resetPassword, "");
  }

  /** Takes a second factor away, and makes a link for a new one. */
  public static PageAnswer resetSecondFactor(PageRequest request) {
    return perform(request, request.accounts().care()::resetSecondFactor, "");
  }

  /** Ends the waits of an account. */
  public static PageAnswer unlock(PageRequest request) {
    return perform(
        request, request.accounts().care()::unlock, "may sign in again without waiting.");
  }

  /** Ends all sessions of an account. */
  public static PageAnswer signOut(PageRequest request) {
    return perform(
        request, request.accounts().care()::signOutEverywhere, "is signed out everywhere.");
  }

  /** Ends the notice that an account was let in by the panel's machine. */
  public static PageAnswer reviewed(PageRequest request) {
    String staff = request.parameter(PeopleMarkup.STAFF);
    Instant at;
    try {
      at = Instant.ofEpochMilli(Long.parseLong(request.parameter("at")));
      if (!NameSyntax.isId(staff)) {
        throw new NumberFormatException("no id");
      }
    } catch (NumberFormatException | DateTimeException forged) {
      return list(request, Notice.bad(404, "There is no such notice. Nothing was changed."));
    }
    CareResult result =
        request.accounts().recovery().review(staff, at, request.staff(), request.from());
    return result instanceof CareResult.NotDone no
        ? list(request, Notice.bad(409, SignInSentences.of(no.why(), request)))
        : list(request, Notice.good("What was done to " + staff + " is reviewed."));
  }

  private static PageAnswer perform(PageRequest request, Action action, String done) {
    Optional<StaffAccount> account = find(request, request.parameter(PeopleMarkup.STAFF));
    if (account.isEmpty()) {
      return list(request, Notice.bad(404, "There is no such account. Nothing was changed."));
    }
    StaffAccount one = account.get();
    CareResult result = action.perform(one.id(), request.staff(), request.from());
    return switch (result.kind()) {
      case LINK_MADE -> {
        CareResult.LinkMade made = (CareResult.LinkMade) result;
        yield request.answer(
            PeopleMarkup.madeLink(
                PeopleMarkup.name(one), made.link(), request.accounts().address(made.token())));
      }
      case DONE -> list(request, Notice.good(PeopleMarkup.name(one) + " " + done));
      case NOT_DONE ->
          list(
              request,
              Notice.bad(409, SignInSentences.of(((CareResult.NotDone) result).why(), request)));
      default -> throw new IllegalStateException("care for an account answered " + result.kind());
    };
  }

  private static Optional<StaffAccount> find(PageRequest request, String staff) {
    return request.accounts().find(request.staffgate().policy().document(), staff);
  }

  /** Returns the accounts of the policy, and then those of the state; one more than are shown. */
  private static List<StaffAccount> all(PageRequest request) {
    Map<String, StaffAccount> ofPolicy = request.staffgate().policy().document().staff();
    try (Stream<StaffAccount> others = request.accounts().directory().all()) {
      return Stream.concat(
              ofPolicy.values().stream(), others.filter(one -> !ofPolicy.containsKey(one.id())))
          .limit(MOST_SHOWN + 1)
          .toList();
    }
  }

  private static PageAnswer list(PageRequest request, Notice notice) {
    try {
      List<StaffAccount> all = all(request);
      return PageAnswer.html(
          notice.status(),
          "People",
          Markup.of(
              notice.markup(),
              PeopleMarkup.freshFactor(request),
              Markup.of(
                  all.stream()
                      .limit(MOST_SHOWN)
                      .map(one -> PeopleMarkup.person(request, one))
                      .toList()),
              all.size() > MOST_SHOWN ? PeopleMarkup.more(MOST_SHOWN) : Markup.none()));
    } catch (CredentialStoreException | DirectoryException out) {
      log.error("the accounts cannot be read", out);
      return PageAnswer.html(
          503,
          "People",
          Markup.of(
              notice.markup(),
              problem("The accounts cannot be read at the moment. Try again later.")));
    }
  }
}
