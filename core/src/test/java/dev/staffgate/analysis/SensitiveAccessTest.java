package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SensitiveAccessTest {
  private static final int SEEDS = Integer.getInteger("staffgate.sensitive.seeds", 60);

  private static List<String> access(String text) {
    return SensitiveAccess.in(PolicyFiles.parse("a.yaml", "staffgate: 1\n" + text)).stream()
        .map(SensitiveAccess::toString)
        .toList();
  }

  @Test
  void in_aPolicyWithAccounts_countsAddressesOfEither() {
    assertThat(
            access(
                """
                networks: { office: [203.0.113.0/24, "2001:db8::/126"] }
                roles:
                  clerk:
                    requires: { networks: [office] }
                    grants: [payment.refund, { permission: client.delete, second-factor: 5m }]
                  boss: { grants: [{ permission: payment.refund, approval: { by: client.view, within: 1h } }] }
                staff:
                  ann: { roles: [clerk] }
                  bob: { roles: [clerk], networks: [203.0.113.7] }
                  eve: { roles: [boss] }
                  joe: { roles: [boss], disabled: true }
                """))
        .containsExactly(
            "ann: client.delete, payment.refund from 260 addresses: 203.0.113.0/24, 2001:db8::/126",
            "bob: client.delete, payment.refund from 1 addresses: 203.0.113.7",
            "eve: payment.refund from any address");
  }

  @Test
  void in_aPolicyWithoutAccounts_isAboutRolesAndThoseHeldTogether() {
    assertThat(
            access(
                """
                roles:
                  clerk: { grants: [{ permission: payment.refund, networks: [203.0.113.0/24] }] }
                  helper: { grants: [{ permission: payment.refund, networks: [198.51.100.0/24] }] }
                """))
        .filteredOn(one -> one.contains("payment.refund from "))
        .noneMatch(one -> one.startsWith("several roles"))
        .anyMatch(one -> one.equals("clerk: payment.refund from 256 addresses: 203.0.113.0/24"))
        .anyMatch(one -> one.startsWith("helper: payment.refund from 256 addresses"));
  }

  @Test
  void isWiderThan_whatWasCountedOrNot() {
    SensitiveAccess counted =
        new SensitiveAccess(
            Set.of("ann"), Set.of("payment.refund"), List.of(), Optional.of(BigInteger.TEN), "");
    assertThat(counted.isWiderThan(BigInteger.TEN)).isFalse();
    assertThat(counted.isWiderThan(BigInteger.TWO)).isTrue();
    SensitiveAccess uncounted =
        new SensitiveAccess(
            counted.who(), counted.permissions(), List.of(), Optional.empty(), "too many roles");
    assertThat(uncounted.isWiderThan(DiffSize.ALL_ADDRESSES)).isTrue();
    assertThat(uncounted).hasToString("ann: payment.refund: cannot be counted: too many roles");
  }

  @Test
  void in_smallUniverses_isWhatIsCountedByAsking() {
    int reached = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SmallUniverse universe = new SmallUniverse(seed);
      Policy policy = universe.after();
      Map<String, BigInteger> told = new TreeMap<>();
      for (SensitiveAccess access : SensitiveAccess.in(policy)) {
        for (String who : access.who()) {
          for (String permission : access.permissions()) {
            assertThat(told.put(who + " " + permission, access.addresses().orElseThrow())).isNull();
          }
        }
      }
      told.values().removeIf(one -> one.signum() == 0);
      assertThat(told)
          .as("seed %d%n%s", seed, universe.afterText())
          .isEqualTo(counted(universe, policy));
      reached += told.size();
    }
    assertThat(reached).isGreaterThan(SEEDS);
  }

  private static Map<String, BigInteger> counted(SmallUniverse universe, Policy policy) {
    Map<String, BigInteger> counted = new TreeMap<>();
    for (String permission : SmallUniverse.PERMISSIONS) {
      if (policy.permission(permission).sensitive()) {
        for (String staff : SmallUniverse.ACCOUNTS) {
          BigInteger count =
              SmallUniverse.addresses().stream()
                  .filter(some -> isReached(universe, policy, staff, permission, some.example()))
                  .map(SmallUniverse.Addresses::count)
                  .reduce(BigInteger.ZERO, BigInteger::add);
          if (count.signum() > 0) {
            counted.put(staff + " " + permission, count);
          }
        }
      }
    }
    return counted;
  }

  private static boolean isReached(
      SmallUniverse universe, Policy policy, String staff, String permission, String address) {
    List<Optional<String>> servers = new ArrayList<>();
    servers.add(Optional.empty());
    SmallUniverse.SERVERS.forEach(one -> servers.add(Optional.of(one)));
    for (Optional<String> server : servers) {
      for (String amount : SmallUniverse.AMOUNTS) {
        AccessRequest request =
            SmallUniverse.request(staff, permission, server, amount).from(address);
        if (isReached(universe, policy, request)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isReached(SmallUniverse universe, Policy policy, AccessRequest request) {
    return isOpen(policy, request)
        || universe.minutes(false).stream()
            .anyMatch(some -> isOpen(policy, request.at(some.example())));
  }

  private static boolean isOpen(Policy policy, AccessRequest request) {
    return policy.decide(request).outcome() != Decision.Outcome.DENY;
  }
}
