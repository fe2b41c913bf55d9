package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes policies of workloads. */
public final class WorkloadPolicies {
  private static final List<Condition> CONDITIONS =
      List.of(
          new Condition.Networks(
              true,
              Stream.of("203.0.113.0/24", "198.51.100.16-198.51.100.31", "2001:db8:10::/48")
                  .<NetworkTerm>map(
                      text -> new NetworkTerm.Addresses(IpRange.parse(text), Place.NONE))
                  .toList(),
              Place.NONE),
          new Condition.InSchedule(true, NameRef.of("business"), Place.NONE),
          new Condition.SecondFactor(Duration.ofHours(12), Place.NONE));

  private WorkloadPolicies() {}

  /** The policy of a workload with the first {@code staff} members of its staff. */
  public static PolicyDocument of(PolicyWorkload workload, int staff) {
    PolicyDocument.Builder document = PolicyDocument.builder().hosting(false);
    for (String id : workload.permissions()) {
      document.permission(new PermissionDefinition(id, id, "system", false, List.of(), Place.NONE));
    }
    document.schedule(
        new Schedule(
            "business",
            ZoneId.of("Europe/Berlin"),
            List.of(
                new Schedule.Window(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 8 * 60, 18 * 60)),
            Place.NONE));
    for (int role = 0; role < workload.roles().size(); role++) {
      document.role(role(workload, role));
    }
    for (int server = 0; server < workload.servers().size(); server++) {
      document.server(server(workload, server));
    }
    for (int i = 0; i < staff; i++) {
      document.staff(account(workload, i));
    }
    return document.build();
  }

  /** A member of a workload's staff. */
  public static StaffAccount account(PolicyWorkload workload, int staff) {
    return new StaffAccount(
        PolicyWorkload.staffId(staff),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        workload.profiles().get(workload.profileOfStaff().get(staff)).stream()
            .map(PolicyWorkload::roleId)
            .map(Assignment::of)
            .toList(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        Place.NONE);
  }

  private static Role role(PolicyWorkload workload, int role) {
    PolicyWorkload.RoleSpec spec = workload.roles().get(role);
    return new Role(
        PolicyWorkload.roleId(role),
        Optional.empty(),
        List.of(),
        spec.includes().stream().map(PolicyWorkload::roleId).map(NameRef::of).toList(),
        List.of(),
        spec.grants().stream()
            .distinct() // a workload grants some things twice, and a policy must not
            .map(
                grant ->
                    new Grant(
                        List.of(
                            PermissionPattern.of(workload.permissions().get(grant.permission()))),
                        grant.conditional() ? CONDITIONS : List.of(),
                        Place.NONE))
            .toList(),
        List.of(),
        Place.NONE);
  }

  private static Server server(PolicyWorkload workload, int server) {
    List<Integer> roles = workload.servers().get(server).roles();
    return new Server(
        PolicyWorkload.serverId(server),
        Optional.empty(),
        "whm",
        URI.create("https://" + PolicyWorkload.serverId(server) + ".example.net:2087"),
        List.of(),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        Optional.of(
            new Server.Sso(
                !roles.isEmpty(),
                roles.stream()
                    .map(PolicyWorkload::roleId)
                    .map(id -> new Server.SsoRole(NameRef.of(id), Optional.empty()))
                    .toList(),
                Optional.empty(),
                List.of(),
                Place.NONE)),
        Place.NONE);
  }
}
