package dev.staffgate.examples.panel.pages.people;

import dev.staffgate.examples.panel.pages.signin.SignInSentences;
import dev.staffgate.examples.panel.pages.signin.SignedIn;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.care.AccountLink;
import dev.staffgate.signin.care.CareResult;
import dev.staffgate.state.StateStoreException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of a link that an administrator has made: whose it is, which uses nothing up; then, by
 * POST alone, the password, and where the link asks for it the code of a new second factor.
 *
 * <p>The token is in the path of the first page and in a hidden field of its form, and in nothing
 * that is kept: no record of the audit, no log, no cookie.
 */
public final class LinkPage {
  private static final Logger log = LoggerFactory.getLogger(LinkPage.class);

  private LinkPage() {}

  /** Shows whose link it is, and its form; or the form for the code of one that was claimed. */
  public static PageAnswer show(PageRequest request) {
    Optional<AwaitedKey> awaited =
        isCode(request) ? AwaitedKey.of(request.http()) : Optional.empty();
    return awaited
        .map(one -> LinkMarkup.codeForm(request, 200, one, ""))
        .orElseGet(() -> open(request, request.segment()));
  }

  private static PageAnswer open(PageRequest request, String token) {
    return token.isEmpty() ? LinkMarkup.gone() : form(request, Secret.of(token), 200, "");
  }

  /** Claims a link, or confirms the code that follows. */
  public static PageAnswer submit(PageRequest request) {
    if (isCode(request)) {
      return confirm(request);
    }
    String token = request.parameter(LinkMarkup.TOKEN);
    return request.segment().isEmpty() && !token.isEmpty()
        ? claim(request, Secret.of(token))
        : LinkMarkup.gone();
  }

  private static boolean isCode(PageRequest request) {
    return PanelPaths.LINK_CODE.equals(PanelPaths.LINK + request.segment());
  }

  /** Returns the form of a link that is good for whoever is here. */
  private static PageAnswer form(PageRequest request, Secret token, int status, String problem) {
    Optional<AccountLink> link;
    try {
      link = request.accounts().links().look(token);
    } catch (StateStoreException | CredentialStoreException out) {
      log.error("a link cannot be looked up: {}", out.toString());
      return LinkMarkup.outage();
    }
    if (link.isEmpty()) {
      return LinkMarkup.gone();
    }
    return isSomebodyElse(request, link.get().staff())
        ? LinkMarkup.somebodyElse(request)
        : LinkMarkup.form(
            request, status, problem, link.get(), nameOf(request, link.get().staff()), token);
  }

  private static boolean isSomebodyElse(PageRequest request, String staff) {
    String here = request.staffIfSignedIn();
    return !here.isEmpty() && !here.equals(staff);
  }

  private static String nameOf(PageRequest request, String staff) {
    return request
        .accounts()
        .find(request.staffgate().policy().document(), staff)
        .flatMap(StaffAccount::name)
        .orElse(staff);
  }

  private static PageAnswer claim(PageRequest request, Secret token) {
    Optional<AccountLink> link;
    try {
      link = request.accounts().links().look(token);
    } catch (StateStoreException | CredentialStoreException out) {
      log.error("a link cannot be looked up: {}", out.toString());
      return LinkMarkup.outage();
    }
    String staff = link.map(AccountLink::staff).orElse("");
    if (link.isPresent() && isSomebodyElse(request, staff)) {
      return LinkMarkup.somebodyElse(request);
    }
    char[] password = request.parameter("password").toCharArray();
    try {
      CareResult result =
          request
              .accounts()
              .links()
              .claim(
                  token,
                  password,
                  request.accounts().owner(staff, nameOf(request, staff)),
                  request.origin());
      return claimed(request, token, staff, result);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static PageAnswer claimed(
      PageRequest request, Secret token, String staff, CareResult result) {
    return switch (result.kind()) {
      case PASSWORD_REFUSED ->
          form(
              request,
              token,
              403,
              ((CareResult.PasswordRefused) result)
                  .problems().stream()
                      .map(PasswordProblem::sentence)
                      .collect(Collectors.joining(" ")));
      case NOT_DONE ->
          form(
              request,
              token,
              403,
              SignInSentences.of(((CareResult.NotDone) result).why(), request));
      case PASSWORD_SET -> LinkMarkup.passwordSet();
      case CODE_NEEDED -> {
        AwaitedKey awaited = new AwaitedKey(staff, ((CareResult.CodeNeeded) result).enrolment());
        awaited.keepIn(request.http());
        yield LinkMarkup.codeForm(request, 200, awaited, "");
      }
      default -> throw new IllegalStateException("a claim of a link answered " + result.kind());
    };
  }

  private static PageAnswer confirm(PageRequest request) {
    Optional<AwaitedKey> awaited = AwaitedKey.of(request.http());
    if (awaited.isEmpty()) {
      return LinkMarkup.gone();
    }
    if (isSomebodyElse(request, awaited.get().staff())) {
      return LinkMarkup.somebodyElse(request);
    }
    CareResult result =
        request
            .accounts()
            .links()
            .confirm(
                awaited.get().enrolment().pending(), request.parameter("code"), request.origin());
    return switch (result.kind()) {
      case NOT_DONE ->
          LinkMarkup.codeForm(
              request,
              403,
              awaited.get(),
              SignInSentences.of(((CareResult.NotDone) result).why(), request));
      case SECOND_FACTOR_SET -> {
        AwaitedKey.forget(request.http());
        yield signedIn(request, (CareResult.SecondFactorSet) result);
      }
      default -> throw new IllegalStateException("a code of a link answered " + result.kind());
    };
  }

  /** Begins the session, and shows the recovery codes whether or not it begins. */
  private static PageAnswer signedIn(PageRequest request, CareResult.SecondFactorSet set) {
    boolean isIn = true;
    try {
      PageAnswer unused = SignedIn.begin(request, set.signedIn());
    } catch (StateStoreException out) {
      log.error(
          "nobody is signed in by a link, for its session cannot be kept: {}", out.toString());
      isIn = false;
    }
    return LinkMarkup.recoveryCodes(
        SignedIn.sentences(set.signedIn().notices()), set.recoveryCodes(), isIn);
  }
}
