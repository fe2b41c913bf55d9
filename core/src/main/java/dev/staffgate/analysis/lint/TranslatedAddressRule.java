package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.diff.PolicySide;
import dev.staffgate.analysis.lint.ConditionPlaces.PlacedDeny;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Role;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds IPv4 addresses that are shut out, by {@code networks} in a deny or {@code not-networks}
 * elsewhere, while the IPv6 addresses that stand for them are not: 2002::/16 by 6to4 (RFC 3056) and
 * 64:ff9b::/96 by NAT64 (RFC 6052). Neither may stand for addresses that are not global.
 */
final class TranslatedAddressRule implements LintRule {
  private static final NetworkSet LOCAL =
      NetworkSet.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/3");

  private static final long STEPS = 5_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    WorkBudget budget = new WorkBudget(report, "IPv4 addresses in denies are", STEPS);
    Map<String, Set<String>> beside = rolesBeside(subject, budget);
    ConditionPlaces.visit(
        subject.document(),
        placed -> {
          if (placed.condition() instanceof Condition.Networks networks
              && networks.inside() == placed.deny().isPresent()) {
            NetworkSet open = open(subject.side().conditions().networks(networks.terms()));
            if (!open.isEmpty()
                && placed
                    .deny()
                    .map(
                        deny ->
                            isReached(
                                subject, beside.getOrDefault(deny.role(), Set.of()), deny, open))
                    .orElseGet(() -> isReached(subject, placed.together(), open))) {
              report(report, placed.whose(), networks, open);
            }
          }
        });
  }

  /** Returns the IPv6 addresses that stand for those of a set and are not in it. */
  private static NetworkSet open(NetworkSet shut) {
    List<IpRange> standIns = new ArrayList<>();
    for (IpRange range : shut.ranges()) {
      if (range.first().isIpv4() && !isLocal(range)) {
        standIns.add(new IpRange(sixToFour(range.first(), 0), sixToFour(range.last(), 0xff)));
        standIns.add(new IpRange(nat64(range.first()), nat64(range.last())));
      }
    }
    return NetworkSet.copyOf(
        standIns.stream()
            .filter(one -> !shut.contains(one.first()) || !shut.contains(one.last()))
            .toList());
  }

  private static boolean isLocal(IpRange range) {
    return LOCAL.ranges().stream()
        .anyMatch(local -> local.contains(range.first()) && local.contains(range.last()));
  }

  private static IpAddress sixToFour(IpAddress address, int fill) {
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) fill);
    bytes[0] = 0x20;
    bytes[1] = 0x02;
    System.arraycopy(address.toBytes(), 0, bytes, 2, 4);
    return IpAddress.fromBytes(bytes);
  }

  private static IpAddress nat64(IpAddress address) {
    byte[] bytes = new byte[16];
    bytes[1] = 0x64;
    bytes[2] = (byte) 0xff;
    bytes[3] = (byte) 0x9b;
    System.arraycopy(address.toBytes(), 0, bytes, 12, 4);
    return IpAddress.fromBytes(bytes);
  }

  /** Returns whether conditions let any of these addresses in. */
  private static boolean isReached(
      LintSubject subject, Iterable<Condition> together, NetworkSet open) {
    for (Condition one : together) {
      if (one instanceof Condition.Networks networks && networks.inside()) {
        NetworkSet let = subject.side().conditions().networks(networks.terms());
        if (open.ranges().stream().noneMatch(range -> overlaps(let, range))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean overlaps(NetworkSet set, IpRange range) {
    return set.ranges().stream()
        .anyMatch(
            one ->
                one.first().isIpv4() == range.first().isIpv4()
                    && one.first().compareTo(range.last()) <= 0
                    && range.first().compareTo(one.last()) <= 0);
  }

  // Some grant of what is denied lets such an address in, for people who have the deny.
  private static boolean isReached(
      LintSubject subject, Set<String> roles, PlacedDeny placed, NetworkSet open) {
    if (!isReached(subject, subject.defaultRequires(), open)) {
      return false;
    }
    BitSet denied = (BitSet) subject.bits().denied(placed.deny().permissions()).clone();
    if (denied.intersects(subject.bits().of(List.of(Permission.SERVER_SSO)))) {
      denied.or(subject.bits().of(PolicySide.SSO_SOURCES));
    }
    for (String id : roles) {
      Role role = subject.reach().role(id);
      for (Grant grant : role.grants()) {
        if (subject.bits().granted(grant.permissions()).intersects(denied)
            && isReached(subject, role.requires(), open)
            && isReached(subject, grant.conditions(), open)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns for each role with such a deny the roles of those who have it, itself among them. */
  private static Map<String, Set<String>> rolesBeside(LintSubject subject, WorkBudget budget) {
    Map<String, Set<String>> beside = new HashMap<>();
    for (Role role : subject.document().roles().values()) {
      if (role.denies().stream()
          .flatMap(deny -> deny.conditions().stream())
          .anyMatch(one -> one instanceof Condition.Networks networks && networks.inside())) {
        beside.put(role.id(), new HashSet<>());
      }
    }
    if (beside.isEmpty()) {
      return beside;
    }
    Set<Set<String>> holders = new HashSet<>();
    subject.entries().forEach(entry -> holders.add(Set.of(entry)));
    holders.addAll(subject.groups().everRoots());
    for (Set<String> roots : holders) {
      Set<String> reached = subject.reach().reached(roots);
      if (!budget.spend(1 + reached.size())) {
        return Map.of();
      }
      for (String id : reached) {
        Set<String> known = beside.get(id);
        if (known != null) {
          known.addAll(reached);
        }
      }
    }
    return beside;
  }

  private static void report(
      LintReport report, String whose, Condition.Networks networks, NetworkSet open) {
    report.add(
        "ipv4-walked-round",
        networks.at(),
        "`%s` of %s shuts IPv4 addresses out, and not the IPv6 addresses that stand for them, such as %s"
            .formatted(networks.key(), whose, open.ranges().get(0).first()),
        "add `2002::/16` and `64:ff9b::/96` to the list, or permit by `networks` instead");
  }
}
