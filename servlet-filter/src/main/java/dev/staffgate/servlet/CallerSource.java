package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.DirectoryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** Tells who is asking. Safe for any number of threads; what it throws refuses the request. */
@FunctionalInterface
public interface CallerSource {
  /**
   * Returns the caller, or nothing if nobody is signed in. An implementation must not trust a claim
   * of the request without proof.
   */
  Optional<Caller> callerOf(HttpServletRequest request);

  /** The caller that {@link Caller#signIn} has put into the session. */
  static CallerSource session() {
    return request -> {
      HttpSession session = request.getSession(false);
      return session != null && session.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
          ? Optional.of(caller)
          : Optional.empty();
    };
  }

  /**
   * Returns the person that the container has signed in. The name of the request's principal is the
   * staff id, or else what the identity provider calls the account ({@code known-as}). A name that
   * leads to no account is the caller's, and is denied as an unknown account. It knows of no second
   * factor.
   */
  static CallerSource principal(Staffgate staffgate) {
    requireNonNull(staffgate, "staffgate");
    return request ->
        Optional.ofNullable(request.getUserPrincipal())
            .map(principal -> new Caller(staffOf(staffgate, principal.getName()), null));
  }

  /**
   * Returns the staff id of a principal whom somebody else has signed in, for sources of a
   * program's own: {@link Staffgate#accountKnownAs}, and the name itself if it leads to no account
   * or the directory does not answer; then the request is denied.
   */
  static String staffOf(Staffgate staffgate, String principal) {
    try {
      return staffgate.accountKnownAs(principal).orElse(principal);
    } catch (DirectoryException out) {
      return principal; // the decision asks the directory as well, and says that it is out
    }
  }
}
