package dev.staffgate.examples.benchmarks.filter;

import dev.staffgate.Staffgate;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.Optional;

/** Staffgate's filter, with an audit that keeps nothing: what is permitted here is not recorded. */
final class StaffgateFilterFactory {
  private StaffgateFilterFactory() {}

  static StaffgateFilter filter(int routes) {
    Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", policy(routes))))
            .audit(event -> {})
            .build();
    Optional<Caller> caller = Optional.of(new Caller("ann", null));
    return StaffgateFilter.of(staffgate).callers(request -> caller).build();
  }

  private static String policy(int routes) {
    StringBuilder policy =
        new StringBuilder(
            "staffgate: 1\nroles: { clerk: { grants: [" + BenchmarkRoutes.HELD + "] } }\n");
    policy.append("staff: { ann: { roles: [clerk] } }\nroutes:\n");
    for (int i = 0; i < routes; i++) {
      policy
          .append("  - { path: \"")
          .append(BenchmarkRoutes.path(i, "{client}"))
          .append("\", permission: ")
          .append(BenchmarkRoutes.permission(i, routes))
          .append(" }\n");
    }
    return policy.toString();
  }
}
