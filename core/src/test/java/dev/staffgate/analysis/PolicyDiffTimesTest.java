package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures diffs, when asked to: the time that passes, and the time of the processor, which other
 * work on the machine does not change as much.
 */
@EnabledIfSystemProperty(named = "staffgate.diff.times", matches = "true")
class PolicyDiffTimesTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Logger LOG = LoggerFactory.getLogger(PolicyDiffTimesTest.class);

  @Test
  void between_twentyChangesOfAMediumPolicy_isSoonDone() {
    Policy before = Policy.of(medium(false));
    for (int i = 0; i < 5; i++) {
      Policy after = Policy.of(medium(true));
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      PolicyDiff diff = PolicyDiff.between(before, after);
      log("medium, 20 changes", diff, start, cpu);
    }
  }

  @Test
  void between_oneChangeOfALargePolicy_isSoonDone() {
    Policy before = Policy.of(large(false));
    for (int i = 0; i < 3; i++) {
      Policy after = Policy.of(large(true));
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      PolicyDiff diff = PolicyDiff.between(before, after);
      log("large, 1 change", diff, start, cpu);
    }
  }

  private static void log(String what, PolicyDiff diff, long start, long cpu) {
    assertThat(diff.regions()).isNotEmpty();
    LOG.info(
        "{}: {} ms, {} ms of the processor, {}, {} of {} pairs",
        what,
        (System.nanoTime() - start) / 1_000_000,
        (THREADS.getCurrentThreadCpuTime() - cpu) / 1_000_000,
        diff,
        diff.analysedPairs(),
        diff.pairs());
  }

  private static PolicyDocument medium(boolean changed) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    for (int i = 0; i < 60; i++) {
      document.permission(
          new PermissionDefinition("own.p" + i, "P", "own", i % 7 == 0, List.of(), Place.NONE));
    }
    for (int i = 0; i < 25; i++) {
      List<Grant> grants = new ArrayList<>();
      for (int j = 0; j < 8; j++) {
        boolean other = changed && j == 0 && i < 15;
        grants.add(
            new Grant(
                List.of(PermissionPattern.of("own.p" + (i * 2 + j) % 60)),
                List.of(
                    new Condition.Amount(
                        true, "amount", BigDecimal.valueOf(other ? 500 : 100 + j), Place.NONE),
                    new Condition.SecondFactor(Duration.ofMinutes(15), Place.NONE)),
                Place.NONE));
      }
      grants.add(Grant.of(i % 2 == 0 ? "connect.use" : "ticket.*"));
      document.role(
          new Role(
              "role" + i,
              Optional.empty(),
              List.of(),
              i == 0 ? List.of() : NameRef.listOf("role" + i / 2),
              List.of(),
              grants,
              List.of(),
              Place.NONE));
    }
    for (int i = 0; i < 100; i++) {
      document.server(server(i, changed && i < 5));
    }
    for (int i = 0; i < 50; i++) {
      document.staff(StaffAccount.of("staff" + i, "role" + i % 25, "role" + (i * 7 + 1) % 25));
    }
    return document.build();
  }

  private static Server server(int i, boolean changed) {
    return new Server(
        "web" + i,
        Optional.empty(),
        "whm",
        URI.create("https://web" + i + ".example.net:2087"),
        List.of(),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        Optional.of(
            new Server.Sso(
                true,
                List.of(
                    new Server.SsoRole(NameRef.of("role" + i % 25), Optional.empty()),
                    new Server.SsoRole(NameRef.of("role2"), Optional.of("support"))),
                Optional.of(changed ? "admin" : "ops"),
                List.of(),
                Place.NONE)),
        Place.NONE);
  }

  private static PolicyDocument large(boolean changed) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    for (int i = 0; i < 10_000; i++) {
      document.role(
          new Role(
              "role" + i,
              Optional.empty(),
              List.of(),
              i < 10 ? List.of() : NameRef.listOf("role" + i / 10),
              List.of(),
              List.of(
                  Grant.of("client.view"),
                  Grant.of(changed && i == 77 ? "payment.refund" : "ticket.*")),
              List.of(),
              Place.NONE));
    }
    for (int i = 0; i < 100_000; i++) {
      document.staff(StaffAccount.of("staff" + i, "role" + i % 10_000));
    }
    return document.build();
  }
}
