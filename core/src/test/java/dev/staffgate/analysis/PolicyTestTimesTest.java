package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how many tests of a policy are run in a second, when asked to. */
@EnabledIfSystemProperty(named = "staffgate.test.times", matches = "true")
class PolicyTestTimesTest {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyTestTimesTest.class);
  private static final int TESTS = 20_000;
  private static final int ROUNDS = 21;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "of an account, one question | staff: s%1$d, from: 203.0.113.7, permit: [invoice.view]",
        "of an account, three questions | staff: s%1$d, from: 203.0.113.7, second-factor: 5m,"
            + " permit: [invoice.view, { permission: payment.refund, amount: 99.99 }], deny:"
            + " [client.delete]",
        "of roles, one question | roles: [r%2$d], from: 203.0.113.7, permit: [invoice.view]",
        "of roles, three questions | roles: [r%2$d], from: 203.0.113.7, second-factor: 5m, permit:"
            + " [invoice.view, { permission: payment.refund, amount: 99.99 }], deny:"
            + " [client.delete]",
        "of a server, one question | staff: s%1$d, from: 203.0.113.7, second-factor: 5m, permit: [{"
            + " permission: server.sso, resources: { server: web%2$d } }]",
      })
  void run_ofManyTests_isSoonDone(String what, String test) {
    PolicyTestSuite suite = PolicyTestSuite.of(policy(test));
    assertThat(suite.run()).hasSize(TESTS).allMatch(PolicyTestResult::passed);
    long[] nanos = new long[ROUNDS];
    long[] busy = new long[ROUNDS];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      long startBusy = threads.getCurrentThreadCpuTime();
      List<PolicyTestResult> results = suite.run();
      nanos[i] = System.nanoTime() - start;
      busy[i] = threads.getCurrentThreadCpuTime() - startBusy;
      assertThat(results).hasSize(TESTS);
    }
    Arrays.sort(nanos);
    Arrays.sort(busy);
    LOG.info(
        "{}: {} a second (of {} rounds the slowest {}, the fastest {}), {} in a second of the"
            + " processor",
        what,
        perSecond(nanos[ROUNDS / 2]),
        ROUNDS,
        perSecond(nanos[ROUNDS - 1]),
        perSecond(nanos[0]),
        perSecond(busy[ROUNDS / 2]));
  }

  private static String perSecond(long nanos) {
    return String.format(Locale.ROOT, "%,d", (long) (TESTS * 1e9 / nanos));
  }

  /** Returns 1,000 accounts, 100 roles three deep, and 100 servers. */
  private static Policy policy(String test) {
    StringBuilder text =
        new StringBuilder("staffgate: 1\nnetworks: { office: [203.0.113.0/24] }\nroles:\n");
    for (int i = 0; i < 100; i++) {
      text.append("  r%d: { requires: { networks: [office] }".formatted(i));
      text.append(i < 34 ? "" : ", includes: [r%d]".formatted(i - 34));
      text.append(", grants: [invoice.view, connect.use, ticket.*, { permission: payment.refund,");
      text.append(" up-to: { amount: %d }, second-factor: 15m }] }\n".formatted(100 + i));
    }
    text.append("servers:\n");
    for (int i = 0; i < 100; i++) {
      text.append(
          "  web%1$d: { panel: whm, url: \"https://web%1$d.example:2087\", user: root, token: \"env:T\" }\n"
              .formatted(i));
    }
    text.append("staff:\n");
    for (int i = 0; i < 1000; i++) {
      text.append("  s%d: { roles: [r%d, r%d] }\n".formatted(i, i % 100, (i * 7 + 1) % 100));
    }
    text.append("tests:\n");
    for (int i = 0; i < TESTS; i++) {
      text.append("  - { name: test %d, at: 2026-11-24T10:00:00Z, ".formatted(i));
      text.append(test.formatted(i % 1000, i % 100)).append(" }\n");
    }
    return PolicyFiles.parse("policy.yaml", text.toString());
  }
}
