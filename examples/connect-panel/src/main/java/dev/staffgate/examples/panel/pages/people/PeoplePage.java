package dev.staffgate.examples.panel.pages.people;

import static dev.staffgate.examples.panel.web.Forms.problem;

import dev.staffgate.examples.panel.pages.signin.SignInSentences;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.CareResult;
import java.util.Collection;
import java.util.Optional;

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
    return Optional.ofNullable(request.staffgate().policy().document().staff().get(staff));
  }

  private static PageAnswer list(PageRequest request, Notice notice) {
    Collection<StaffAccount> all = request.staffgate().policy().document().staff().values();
    try {
      return PageAnswer.html(
          notice.status(),
          "People",
          Markup.of(
              notice.markup(),
              PeopleMarkup.freshFactor(request),
              Markup.of(all.stream().map(one -> PeopleMarkup.person(request, one)).toList())));
    } catch (CredentialStoreException out) {
      return PageAnswer.html(
          503,
          "People",
          Markup.of(
              notice.markup(),
              problem("It cannot be read at the moment who has a password. Try again later.")));
    }
  }
}
