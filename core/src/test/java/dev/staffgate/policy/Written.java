package dev.staffgate.policy;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Role;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts of a policy for tables of tests, each at a line of {@code policy.yaml}. */
public final class Written {
  private Written() {}

  public static Place line(int line) {
    return Place.of(0, "policy.yaml", line, 1, 0);
  }

  public static Grant grant(int line, String pattern, Condition... conditions) {
    return new Grant(List.of(PermissionPattern.of(pattern)), List.of(conditions), line(line));
  }

  public static Deny deny(int line, String pattern, Condition... conditions) {
    return new Deny(List.of(PermissionPattern.of(pattern)), List.of(conditions), line(line));
  }

  /** A role of grants and denies, in the order given. */
  public static Role role(String id, Object... rules) {
    return role(id, List.of(), List.of(), rules);
  }

  public static Role role(
      String id, List<String> includes, List<Condition> requires, Object... rules) {
    List<Grant> grants = new ArrayList<>();
    List<Deny> denies = new ArrayList<>();
    for (Object rule : rules) {
      if (rule instanceof Grant grant) {
        grants.add(grant);
      } else {
        denies.add((Deny) rule);
      }
    }
    return new Role(
        id,
        Optional.empty(),
        includes.stream().map(Ref::of).toList(),
        requires,
        grants,
        denies,
        Place.NONE);
  }

  public static Assignment assignment(String role, String from, String until) {
    return new Assignment(
        Ref.of(role),
        Optional.of(Instant.parse(from)),
        Optional.of(Instant.parse(until)),
        Optional.empty(),
        Optional.empty());
  }

  public static StaffAccount account(String id, int line, Assignment... roles) {
    return account(id, line, Optional.empty(), false, roles);
  }

  public static StaffAccount account(
      String id,
      int line,
      Optional<List<NetworkTerm>> networks,
      boolean disabled,
      Assignment... roles) {
    return new StaffAccount(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(roles),
        networks,
        Map.of(),
        Map.of(),
        disabled,
        line(line));
  }

  public static Server server(String id, int line, String panel, Optional<Server.Sso> sso) {
    return new Server(
        id,
        Optional.empty(),
        panel,
        URI.create("https://" + id + ".example.net:2087"),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        sso,
        line(line));
  }

  public static List<NetworkTerm> addresses(String... ranges) {
    return Stream.of(ranges)
        .<NetworkTerm>map(text -> new NetworkTerm.Addresses(IpRange.parse(text), Place.NONE))
        .toList();
  }

  public static Condition networks(String... ranges) {
    return new Condition.Networks(true, addresses(ranges), Place.NONE);
  }

  public static Condition upTo(String limit) {
    return new Condition.Amount(true, "amount", new BigDecimal(limit), Place.NONE);
  }

  public static Condition secondFactor(String age) {
    return new Condition.SecondFactor(Duration.parse(age), Place.NONE);
  }

  public static Condition where(String attribute, String... values) {
    return new Condition.Attribute(attribute, List.of(values), Place.NONE);
  }

  public static Condition approval(String by, int count, String within) {
    return new Condition.Approval(Ref.of(by), count, Duration.parse(within), Place.NONE);
  }
}
