package dev.staffgate.examples.benchmarks.peers;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadQuestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.Permission;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.authz.permission.WildcardPermission;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.apache.shiro.subject.SimplePrincipalCollection;

/**
 * Apache Shiro with permissions that were parsed before, both those of the accounts and those asked
 * for; what an account may do is found by its id in a map.
 */
final class ShiroPeer implements PeerLibrary {
  private final MapRealm realm = new MapRealm();
  private final WorkloadQuestions questions;
  private final List<Permission> permissions;
  private final PrincipalCollection[] principals;

  ShiroPeer(PolicyWorkload workload, WorkloadQuestions questions) {
    this.questions = questions;
    permissions =
        workload.permissions().stream()
            .<Permission>map(id -> new WildcardPermission(id.replace('.', ':')))
            .toList();
    List<AuthorizationInfo> ofProfiles =
        ProfilePermissions.map(
            workload,
            profile -> info(profile.mapToObj(permissions::get).collect(Collectors.toSet())));
    for (int staff = 0; staff < workload.profileOfStaff().size(); staff++) {
      realm.accounts.put(
          PolicyWorkload.staffId(staff), ofProfiles.get(workload.profileOfStaff().get(staff)));
    }
    principals = new PrincipalCollection[questions.count()];
    for (int i = 0; i < principals.length; i++) {
      principals[i] = new SimplePrincipalCollection(questions.staffIds[i], "realm");
    }
  }

  private static AuthorizationInfo info(Set<Permission> permissions) {
    SimpleAuthorizationInfo info = new SimpleAuthorizationInfo();
    info.setObjectPermissions(permissions);
    return info;
  }

  @Override
  public boolean permits(int question) {
    return realm.isPermitted(
        principals[question], permissions.get(questions.permissions[question]));
  }

  private static final class MapRealm extends AuthorizingRealm {
    private final Map<String, AuthorizationInfo> accounts = new HashMap<>();

    MapRealm() {
      setCachingEnabled(false);
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection who) {
      AuthorizationInfo info = accounts.get((String) who.getPrimaryPrincipal());
      return info == null ? new SimpleAuthorizationInfo() : info;
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      throw new AuthenticationException("permissions are asked here, and nobody signs in");
    }
  }
}
