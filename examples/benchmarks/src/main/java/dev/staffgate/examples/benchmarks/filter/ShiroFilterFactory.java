package dev.staffgate.examples.benchmarks.filter;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.List;
import java.util.Set;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.authz.permission.WildcardPermission;
import org.apache.shiro.mgt.DefaultSessionStorageEvaluator;
import org.apache.shiro.mgt.DefaultSubjectDAO;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.apache.shiro.subject.SimplePrincipalCollection;
import org.apache.shiro.web.filter.mgt.DefaultFilterChainManager;
import org.apache.shiro.web.filter.mgt.PathMatchingFilterChainResolver;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.apache.shiro.web.subject.WebSubject;

/** Shiro's filter with a chain for each rule, without sessions. */
final class ShiroFilterFactory extends AbstractShiroFilter {
  private static final PrincipalCollection ANN = new SimplePrincipalCollection("ann", "realm");

  private final int routes;

  private ShiroFilterFactory(int routes) {
    this.routes = routes;
  }

  static Filter filter(int routes) {
    return new ShiroFilterFactory(routes);
  }

  @Override
  public void init() {
    DefaultSessionStorageEvaluator nowhere = new DefaultSessionStorageEvaluator();
    nowhere.setSessionStorageEnabled(false);
    DefaultSubjectDAO subjects = new DefaultSubjectDAO();
    subjects.setSessionStorageEvaluator(nowhere);
    DefaultWebSecurityManager manager = new DefaultWebSecurityManager(new Clerks());
    manager.setSubjectDAO(subjects);
    setSecurityManager(manager);

    DefaultFilterChainManager chains = new DefaultFilterChainManager(getFilterConfig());
    chains.setGlobalFilters(List.of("invalidRequest"));
    for (int i = 0; i < routes; i++) {
      chains.createChain(
          BenchmarkRoutes.path(i, "*"),
          "perms[" + words(BenchmarkRoutes.permission(i, routes)) + "]");
    }
    chains.createChain("/**", "perms[nothing]");
    PathMatchingFilterChainResolver resolver = new PathMatchingFilterChainResolver();
    resolver.setFilterChainManager(chains);
    setFilterChainResolver(resolver);
  }

  private static String words(String permission) {
    return permission.replace('.', ':');
  }

  @Override
  protected WebSubject createSubject(ServletRequest request, ServletResponse response) {
    WebSubject.Builder subject = new WebSubject.Builder(getSecurityManager(), request, response);
    subject.principals(ANN).authenticated(true).sessionCreationEnabled(false);
    return subject.buildWebSubject();
  }

  private static final class Clerks extends AuthorizingRealm {
    private final SimpleAuthorizationInfo info = new SimpleAuthorizationInfo();

    Clerks() {
      setCachingEnabled(false);
      info.setObjectPermissions(Set.of(new WildcardPermission(words(BenchmarkRoutes.HELD))));
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection who) {
      return info;
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      throw new AuthenticationException("nobody signs in here");
    }
  }
}
