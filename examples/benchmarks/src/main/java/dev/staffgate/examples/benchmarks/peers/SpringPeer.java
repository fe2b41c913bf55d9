package dev.staffgate.examples.benchmarks.peers;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadQuestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Spring Security with flat authorities: each account has all of its permissions as authorities,
 * found by the account's id, and each permission has its manager, found by number.
 */
final class SpringPeer implements PeerLibrary {
  private final WorkloadQuestions questions;
  private final Map<String, Authentication> accounts = new HashMap<>();
  private final List<AuthorityAuthorizationManager<Object>> managers;

  SpringPeer(PolicyWorkload workload, WorkloadQuestions questions) {
    this.questions = questions;
    List<GrantedAuthority> authorities =
        workload.permissions().stream().<GrantedAuthority>map(SimpleGrantedAuthority::new).toList();
    List<List<GrantedAuthority>> ofProfiles =
        ProfilePermissions.map(workload, profile -> profile.mapToObj(authorities::get).toList());
    for (int staff = 0; staff < workload.profileOfStaff().size(); staff++) {
      String id = PolicyWorkload.staffId(staff);
      accounts.put(
          id,
          UsernamePasswordAuthenticationToken.authenticated(
              id, "", ofProfiles.get(workload.profileOfStaff().get(staff))));
    }
    managers =
        workload.permissions().stream()
            .map(AuthorityAuthorizationManager::<Object>hasAuthority)
            .toList();
  }

  @Override
  public boolean permits(int question) {
    Authentication account = accounts.get(questions.staffIds[question]);
    AuthorizationResult result =
        managers.get(questions.permissions[question]).authorize(() -> account, questions);
    return result != null && result.isGranted();
  }
}
