package dev.staffgate.examples.benchmarks.peers;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadQuestions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cedar in its native library, its policies parsed before and kept there. A request brings the
 * entities that it needs and no others: the account and the roles that it holds.
 */
final class CedarPeer implements PeerLibrary {
  private static final EntityTypeName STAFF = type("Staff");
  private static final EntityTypeName ROLE = type("Role");
  private static final EntityTypeName ACTION = type("Action");
  private static final EntityUID PANEL = type("Panel").of("panel");

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;
  private final AuthorizationRequest[] requests;
  private final Entities[] entities;

  CedarPeer(PolicyWorkload workload, WorkloadQuestions questions, int count) {
    Set<Policy> written = new HashSet<>();
    for (int role = 0; role < workload.roles().size(); role++) {
      for (int permission :
          workload.roles().get(role).grants().stream()
              .map(PolicyWorkload.GrantSpec::permission)
              .collect(Collectors.toSet())) {
        written.add(
            new Policy(
                "permit(principal in %s, action == %s, resource);"
                    .formatted(
                        ROLE.of(PolicyWorkload.roleId(role)).toCedarExpr(),
                        ACTION.of(workload.permissions().get(permission)).toCedarExpr()),
                "p" + written.size()));
      }
    }
    policies = new PolicySet(written);
    Map<Integer, Set<Entity>> roles = new HashMap<>();
    requests = new AuthorizationRequest[count];
    entities = new Entities[count];
    try {
      policies.cache();
    } catch (CacheException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < count; i++) {
      int profile = workload.profileOfStaff().get(questions.staff[i]);
      EntityUID who = STAFF.of(questions.staffIds[i]);
      requests[i] =
          new AuthorizationRequest(who, ACTION.of(questions.permissionIds[i]), PANEL, Map.of());
      Set<Entity> needed =
          new HashSet<>(roles.computeIfAbsent(profile, any -> roles(workload, profile)));
      needed.add(new Entity(who, uids(workload.profiles().get(profile))));
      entities[i] = new Entities(needed);
    }
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }

  private static Set<Entity> roles(PolicyWorkload workload, int profile) {
    return workload.heldRoles(profile).stream()
        .mapToObj(
            role ->
                new Entity(
                    ROLE.of(PolicyWorkload.roleId(role)),
                    uids(workload.roles().get(role).includes())))
        .collect(Collectors.toSet());
  }

  private static Set<EntityUID> uids(List<Integer> roles) {
    return roles.stream().map(PolicyWorkload::roleId).map(ROLE::of).collect(Collectors.toSet());
  }

  @Override
  public boolean permits(int question) {
    try {
      return engine
          .isAuthorized(requests[question], policies, entities[question])
          .success
          .map(AuthorizationSuccessResponse::isAllowed)
          .orElseThrow();
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }
}
