package dev.staffgate.servlet;

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
   * Returns the person that the container has signed in: the name of the request's principal is the
   * staff id. It knows of no second factor.
   */
  static CallerSource principal() {
    return request ->
        Optional.ofNullable(request.getUserPrincipal())
            .map(principal -> new Caller(principal.getName(), null));
  }
}
