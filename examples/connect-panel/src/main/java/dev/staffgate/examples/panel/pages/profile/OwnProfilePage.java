package dev.staffgate.examples.panel.pages.profile;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.examples.panel.pages.people.AwaitedKey;
import dev.staffgate.examples.panel.pages.signin.SignInPage;
import dev.staffgate.examples.panel.pages.signin.SignInSentences;
import dev.staffgate.examples.panel.pages.signin.SignedIn;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.care.CareResult;
import dev.staffgate.state.StateStoreException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page on which people change their own password, second factor and recovery codes. */
public final class OwnProfilePage {
  private static final Logger log = LoggerFactory.getLogger(OwnProfilePage.class);

  private OwnProfilePage() {}

  /** Shows the forms. */
  public static PageAnswer show(PageRequest request) {
    return page(request, Notice.NOTHING);
  }

  /** Leads to the forms, from a path that takes forms alone. */
  public static PageAnswer back(PageRequest request) {
    return new PageAnswer.SeeOther(PanelPaths.PROFILE);
  }

  /** Changes the password. */
  public static PageAnswer changePassword(PageRequest request) {
    char[] before = request.parameter("before").toCharArray();
    char[] password = request.parameter("password").toCharArray();
    char[] again = request.parameter("again").toCharArray();
    try {
      if (!Arrays.equals(password, again)) {
        return page(request, Notice.bad(403, "The new password was not typed the same twice."));
      }
      String name = account(request).flatMap(StaffAccount::name).orElse(request.staff());
      return passwordChanged(
          request,
          request
              .accounts()
              .own()
              .changePassword(
                  request.staff(),
                  epoch(request),
                  before,
                  password,
                  request.accounts().owner(request.staff(), name),
                  request.origin()));
    } finally {
      for (char[] one : List.of(before, password, again)) {
        Arrays.fill(one, ' ');
      }
    }
  }

  private static SessionEpoch epoch(PageRequest request) {
    return request.session().orElseThrow().epoch(); // that the filter has just looked at
  }

  private static PageAnswer passwordChanged(PageRequest request, CareResult result) {
    return switch (result.kind()) {
      case PASSWORD_REFUSED ->
          page(
              request,
              Notice.bad(
                  403,
                  ((CareResult.PasswordRefused) result)
                      .problems().stream()
                          .map(PasswordProblem::sentence)
                          .collect(Collectors.joining(" "))));
      case NOT_DONE -> notDone(request, result);
      case PASSWORD_SET ->
          ((CareResult.PasswordSet) result)
              .goesOnIn()
              .map(
                  epoch ->
                      goingOn(
                          request,
                          () -> SignedIn.beginAnew(request, epoch),
                          "Your password is changed. All your other sessions are signed out."))
              .orElseGet(() -> new PageAnswer.SeeOther(PanelPaths.SIGN_IN));
      default -> throw new IllegalStateException("a change of password answered " + result.kind());
    };
  }

  private static PageAnswer notDone(PageRequest request, CareResult result) {
    String sentence = SignInSentences.of(((CareResult.NotDone) result).why(), request);
    return page(request, Notice.bad(403, sentence));
  }

  /** Goes on in a session of its own, for the change has ended all of them. */
  private static PageAnswer goingOn(PageRequest request, Runnable session, String sentence) {
    try {
      session.run();
    } catch (StateStoreException out) {
      log.error("a session cannot be kept after a change: {}", out.toString());
      return new PageAnswer.SeeOther(PanelPaths.SIGN_IN);
    }
    return page(request, Notice.good(sentence));
  }

  /** Begins to exchange the second factor. */
  public static PageAnswer replaceFactor(PageRequest request) {
    CareResult result =
        request
            .accounts()
            .own()
            .replaceSecondFactor(request.staff(), provedAt(request), request.origin());
    return switch (result.kind()) {
      case FRESH_CODE_NEEDED -> stepUp();
      case NOT_DONE -> notDone(request, result);
      case CODE_NEEDED -> {
        AwaitedKey awaited =
            new AwaitedKey(request.staff(), ((CareResult.CodeNeeded) result).enrolment());
        awaited.keepIn(request.http());
        yield codeForm(request, 200, awaited, "");
      }
      default -> throw new IllegalStateException("a new second factor answered " + result.kind());
    };
  }

  /** Confirms the new second factor by its first code. */
  public static PageAnswer confirmFactor(PageRequest request) {
    Optional<AwaitedKey> awaited =
        AwaitedKey.of(request.http()).filter(one -> one.staff().equals(request.staff()));
    if (awaited.isEmpty()) {
      return page(request, Notice.bad(403, "This has taken too long. Please start again."));
    }
    CareResult result =
        request
            .accounts()
            .own()
            .confirmSecondFactor(
                request.staff(),
                awaited.get().enrolment().pending(),
                request.parameter("code"),
                request.origin());
    return switch (result.kind()) {
      case NOT_DONE ->
          codeForm(
              request,
              403,
              awaited.get(),
              SignInSentences.of(((CareResult.NotDone) result).why(), request));
      case SECOND_FACTOR_SET -> {
        AwaitedKey.forget(request.http());
        SignInResult.SignedIn in = ((CareResult.SecondFactorSet) result).signedIn();
        yield goingOn(
            request,
            () -> {
              PageAnswer unused = SignedIn.begin(request, in);
            },
            "Your new second factor counts from now on, and the old one no more. All your other"
                + " sessions are signed out.");
      }
      default -> throw new IllegalStateException("a first code answered " + result.kind());
    };
  }

  /** Makes new recovery codes, and shows them once. */
  public static PageAnswer newRecoveryCodes(PageRequest request) {
    CareResult result =
        request
            .accounts()
            .own()
            .newRecoveryCodes(request.staff(), provedAt(request), request.origin());
    return switch (result.kind()) {
      case FRESH_CODE_NEEDED -> stepUp();
      case NOT_DONE -> notDone(request, result);
      case RECOVERY_CODES_MADE ->
          recoveryCodes(((CareResult.RecoveryCodesMade) result).recoveryCodes());
      default -> throw new IllegalStateException("new recovery codes: " + result.kind());
    };
  }

  private static Instant provedAt(PageRequest request) {
    return request.secondFactorAt().orElse(Instant.EPOCH);
  }

  private static PageAnswer stepUp() {
    return new PageAnswer.SeeOther(PanelPaths.stepUpBefore(PanelPaths.PROFILE));
  }

  private static Optional<StaffAccount> account(PageRequest request) {
    return request.accounts().find(request.staffgate().policy().document(), request.staff());
  }

  private static PageAnswer page(PageRequest request, Notice notice) {
    int left;
    try {
      left =
          request
              .accounts()
              .credentials()
              .find(request.staff())
              .map(Credentials::recoveryCodes)
              .map(List::size)
              .orElse(0);
    } catch (CredentialStoreException | StateStoreException out) {
      log.error("the credentials of a person cannot be read: {}", out.toString());
      return request.answer(
          503, problem("Your profile cannot be read at the moment. Please try again later."));
    }
    return request.answer(
        notice.status(),
        Markup.of(notice.markup(), password(request), factor(request), recovery(request, left)));
  }

  private static Markup password(PageRequest request) {
    return form(request, PanelPaths.PROFILE)
        .with("id", "password-form")
        .add(
            element("h2").text("Password"),
            field("The password that you have", "before", "current-password"),
            field("A new one, of at least 8 characters", "password", "new-password"),
            field("The new one again", "again", "new-password"),
            button("Change the password"));
  }

  private static Markup field(String label, String name, String autocomplete) {
    return labelled(
        label,
        name,
        element("input")
            .with("name", name)
            .with("type", "password")
            .with("autocomplete", autocomplete)
            .with("required"));
  }

  private static Markup factor(PageRequest request) {
    return form(request, PanelPaths.PROFILE_FACTOR)
        .with("id", "factor-form")
        .add(
            element("h2").text("Second factor"),
            element("p")
                .text(
                    "Set up another authenticator app in place of the one that you have. You need a"
                        + " code of the one that you have, from the last five minutes."),
            button("Set up another app"));
  }

  private static Markup recovery(PageRequest request, int left) {
    return form(request, PanelPaths.PROFILE_RECOVERY)
        .with("id", "recovery-form")
        .add(
            element("h2").text("Recovery codes"),
            element("p")
                .with("id", "left")
                .text(
                    left == 0
                        ? "You have none. Make some, and keep them apart from your telephone."
                        : left == 1 ? "One is left." : left + " are left."),
            element("p").ofClass("quiet").text("New ones make the old ones void."),
            button("Make new recovery codes"));
  }

  private static Element form(PageRequest request, String action) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", action)
        .add(request.csrfField());
  }

  private static PageAnswer codeForm(
      PageRequest request, int status, AwaitedKey awaited, String problem) {
    return request.answer(
        status,
        Markup.of(
            problem.isEmpty() ? Markup.none() : problem(problem),
            SignInPage.enrolment(awaited.enrolment()),
            form(request, PanelPaths.PROFILE_FACTOR_CODE).add(codeField(), button("Go on"))));
  }

  private static PageAnswer recoveryCodes(List<Secret> codes) {
    return PageAnswer.html(
        200,
        "Your recovery codes",
        Markup.of(
            element("section")
                .ofClass("card note")
                .add(
                    element("p")
                        .text(
                            "Write these codes down and keep them apart from your telephone. They"
                                + " are shown now and never again; the old ones are void."),
                    element("ul")
                        .ofClass("plain")
                        .with("id", "recovery-codes")
                        .add(
                            codes.stream()
                                .map(
                                    code ->
                                        (Markup)
                                            element("li")
                                                .add(element("code").text(code.revealToUse())))
                                .toList())),
            element("p").add(link(PanelPaths.PROFILE, "I have kept them. Go on"))));
  }
}
