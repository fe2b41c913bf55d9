package dev.staffgate.examples.benchmarks.filter;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.filter.ServletRequestPathFilter;

/**
 * The filters of Spring Security that are needed to decide, and none of the others that its
 * configuration adds.
 */
final class SpringFilterFactory {
  private SpringFilterFactory() {}

  static Filter filter(int routes) {
    RequestMatcherDelegatingAuthorizationManager.Builder rules =
        RequestMatcherDelegatingAuthorizationManager.builder();
    for (int i = 0; i < routes; i++) {
      rules.add(
          PathPatternRequestMatcher.pathPattern(BenchmarkRoutes.path(i, "{client}")),
          AuthorityAuthorizationManager.hasAuthority(BenchmarkRoutes.permission(i, routes)));
    }
    rules.add(AnyRequestMatcher.INSTANCE, SingleResultAuthorizationManager.denyAll());
    return new FilterChainProxy(
        new DefaultSecurityFilterChain(
            AnyRequestMatcher.INSTANCE,
            // Without it each rule reads the path anew; Spring's own configuration has it, too.
            new ServletRequestPathFilter(),
            new SecurityContextHolderFilter(new Known()),
            new ExceptionTranslationFilter(
                new Http403ForbiddenEntryPoint(), new NullRequestCache()),
            new AuthorizationFilter(rules.build())));
  }

  /** Knows the caller. */
  private static final class Known implements SecurityContextRepository {
    private final SecurityContext context =
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(
                "ann", "", List.of(new SimpleGrantedAuthority(BenchmarkRoutes.HELD))));

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
      return context;
    }

    @Override
    public void saveContext(
        SecurityContext changed, HttpServletRequest request, HttpServletResponse response) {
      throw new UnsupportedOperationException("nobody signs in here");
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
      return true;
    }
  }
}
