package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.policy.Policy;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The sizes that regions tell are those that are counted by asking both policies. The properties
 * {@code staffgate.diff.sizes.first} and {@code .seeds} ask for other and more pairs, and {@code
 * .each-minute} counts each minute of the week for itself.
 */
class PolicyDiffSizeTest {
  private static final int SEEDS = Integer.getInteger("staffgate.diff.sizes.seeds", 100);
  private static final int FIRST = Integer.getInteger("staffgate.diff.sizes.first", 0);
  private static final boolean EACH_MINUTE = Boolean.getBoolean("staffgate.diff.sizes.each-minute");

  @Test
  void sizes_ofAllRegions_areWhatIsCounted() {
    int different = 0;
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SmallUniverse universe = new SmallUniverse(seed);
      Policy before = universe.before();
      Policy after = universe.after();
      PolicyDiff diff = PolicyDiff.between(before, after);
      assertThat(diff.gaps()).isEmpty();
      String amount = SmallUniverse.AMOUNTS.get(Math.floorMod(seed, SmallUniverse.AMOUNTS.size()));
      BigInteger counted = counted(universe, before, after, amount);
      assertThat(told(diff, amount))
          .as(
              "seed %d, amount %s\n%s\n%s\n%s",
              seed, amount, universe.beforeText(), universe.afterText(), diff.toText())
          .isEqualTo(counted);
      different += counted.signum();
    }
    assertThat(different).isGreaterThan(SEEDS / 4);
  }

  private static BigInteger counted(
      SmallUniverse universe, Policy before, Policy after, String amount) {
    BigInteger counted = BigInteger.ZERO;
    for (String staff : SmallUniverse.ACCOUNTS) {
      for (String permission : SmallUniverse.PERMISSIONS) {
        for (String server : SmallUniverse.SERVERS) {
          counted =
              counted.add(
                  counted(
                      universe,
                      before,
                      after,
                      SmallUniverse.request(staff, permission, Optional.of(server), amount)));
        }
      }
    }
    return counted;
  }

  private static BigInteger counted(
      SmallUniverse universe, Policy before, Policy after, AccessRequest asked) {
    BigInteger counted = BigInteger.ZERO;
    for (SmallUniverse.Addresses addresses : SmallUniverse.addresses()) {
      AccessRequest from = asked.from(addresses.example());
      long minutes = 0;
      for (SmallUniverse.Minutes some : universe.minutes(EACH_MINUTE)) {
        AccessRequest request = from.at(some.example());
        if (!answer(before, request).equals(answer(after, request))) {
          minutes += some.count();
        }
      }
      counted = counted.add(addresses.count().multiply(BigInteger.valueOf(minutes)));
    }
    return counted;
  }

  private static DiffAnswer answer(Policy policy, AccessRequest request) {
    Decision decision = policy.decide(request);
    return new DiffAnswer(
        decision.outcome(),
        decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty());
  }

  private static BigInteger told(PolicyDiff diff, String amount) {
    return diff.regions().stream()
        .map(region -> told(region, amount))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger told(DiffRegion region, String amount) {
    assertThat(SmallUniverse.ACCOUNTS).containsAll(region.accounts());
    assertThat(SmallUniverse.PERMISSIONS).containsAll(region.permissions());
    DiffSize size = region.size();
    return BigInteger.valueOf(size.accounts().orElseThrow())
        .multiply(BigInteger.valueOf(region.permissions().size()))
        .multiply(servers(region, amount))
        .multiply(size.addresses())
        .multiply(minutes(region));
  }

  // A region without a number of servers takes up all, or all but some.
  private static BigInteger servers(DiffRegion region, String amount) {
    if (region.size().servers().isPresent()) {
      Optional<String> named =
          Optional.ofNullable(region.witness().request().resources().get("server"));
      return covers(region, named, amount) ? region.size().servers().get() : BigInteger.ZERO;
    }
    return BigInteger.valueOf(
        SmallUniverse.SERVERS.stream()
            .filter(server -> covers(region, Optional.of(server), amount))
            .count());
  }

  /** Returns whether a region has an amount, for whoever acts with all roles. */
  private static boolean covers(DiffRegion region, Optional<String> server, String amount) {
    AccessRequest witness = region.witness().request();
    AccessRequest request =
        SmallUniverse.request(witness.staff(), witness.permissionId(), server, amount);
    request = witness.from().map(request::from).orElse(request);
    return region.covers(witness.at().map(request::at).orElse(request));
  }

  private static BigInteger minutes(DiffRegion region) {
    if (isWithoutInstant(region)) {
      return BigInteger.ZERO;
    }
    return region.size().minutesAWeek().values().stream()
        .findFirst()
        .orElse(BigInteger.valueOf(SmallUniverse.WEEK));
  }

  private static boolean isWithoutInstant(DiffRegion region) {
    return region.limits().stream()
        .anyMatch(
            limit ->
                limit.kind() == DiffLimit.Kind.INSTANT
                    && limit.values().equals(List.of("no instant given")));
  }
}
