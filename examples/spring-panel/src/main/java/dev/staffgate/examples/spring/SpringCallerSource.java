package dev.staffgate.examples.spring;

import dev.staffgate.Staffgate;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.CallerSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Whoever Spring Security has signed in, read where it keeps that: the filter runs before Spring's.
 * The name of the principal is the staff id, or what an identity provider calls the account ({@code
 * known-as}). What Spring calls a factor, and is more than a password, is the second factor, proved
 * when Spring says it was.
 *
 * <p>It refers to no session of Staffgate's: what ends a person's sessions is Spring's own registry
 * of sessions, and an account that is disabled is refused for as long as it is.
 */
final class SpringCallerSource implements CallerSource {
  /**
   * A code of an authenticator app, of which Spring knows nothing: see {@link SecondFactorPage}.
   */
  static final String ONE_TIME_CODE = "FACTOR_ONE_TIME_CODE";

  private static final Set<String> SECOND_FACTORS =
      Set.of(
          ONE_TIME_CODE,
          FactorGrantedAuthority.OTT_AUTHORITY,
          FactorGrantedAuthority.WEBAUTHN_AUTHORITY);
  private static final String CONTEXT =
      HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

  private final AuthenticationTrustResolverImpl trust = new AuthenticationTrustResolverImpl();
  private final Staffgate staffgate;

  SpringCallerSource(Staffgate staffgate) {
    this.staffgate = staffgate;
  }

  @Override
  public Optional<Caller> callerOf(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Authentication who =
        session != null && session.getAttribute(CONTEXT) instanceof SecurityContext context
            ? context.getAuthentication()
            : null;
    return who != null && trust.isAuthenticated(who)
        ? Optional.of(
            new Caller(CallerSource.staffOf(staffgate, who.getName()), secondFactorAt(who)))
        : Optional.empty();
  }

  private static @Nullable Instant secondFactorAt(Authentication who) {
    return who.getAuthorities().stream()
        .filter(FactorGrantedAuthority.class::isInstance)
        .map(FactorGrantedAuthority.class::cast)
        .filter(factor -> SECOND_FACTORS.contains(factor.getAuthority()))
        .map(FactorGrantedAuthority::getIssuedAt)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
