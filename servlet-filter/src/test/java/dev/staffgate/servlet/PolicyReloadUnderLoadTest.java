package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.fixtures.SuppliedPolicySource;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two policies that take turns as fast as they can while requests come in: each answer is that of
 * one of them. The system property {@code staffgate.load.requests} says how many requests.
 */
class PolicyReloadUnderLoadTest {
  private static final Logger log = LoggerFactory.getLogger(PolicyReloadUnderLoadTest.class);

  private static final int REQUESTS = Integer.getInteger("staffgate.load.requests", 10_000);
  private static final int CLIENTS = 4;

  // /both is permitted by each, /none by neither, though what the one asks for there the other
  // grants; /one is permitted by the first alone.
  private static final Policy FIRST = policy("widget.turn", "widget.stop", "widget.turn");
  private static final Policy SECOND = policy("widget.stop", "widget.turn", "widget.turn");

  private static Policy policy(String granted, String none, String one) {
    return PolicyFiles.parse(
        "policy.yaml",
        """
        staffgate: 1
        permissions:
          widget.turn: { title: Turn, category: product }
          widget.stop: { title: Stop, category: product }
        roles: { turner: { grants: [GRANTED] } }
        staff: { ann: { roles: [turner] } }
        routes:
          - { path: /both, permission: GRANTED }
          - { path: /none, permission: NONE }
          - { path: /one, permission: ONE }
        """
            .replace("GRANTED", granted)
            .replace("NONE", none)
            .replace("ONE", one));
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void answers_whilePoliciesTakeTurns_areThoseOfOneOfThem(ServletContainer container)
      throws Exception {
    AtomicReference<Policy> inForce = new AtomicReference<>(FIRST);
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(new SuppliedPolicySource(inForce::get))
            .audit(event -> {})
            .clock(() -> AppDeployment.NOW)
            .build()) {
      AppDeployment stage = new AppDeployment("CallerApp", false, staffgate, Map.of());
      stage.staff = Optional.of("ann");
      try (RunningContainer running = container.start(stage)) {
        Future<Integer> reloads = threads.submit(() -> takeTurns(inForce, stop));
        List<Future<List<String>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(threads.submit(client(running.port())));
        }
        List<String> wrong = new ArrayList<>();
        for (Future<List<String>> client : clients) {
          wrong.addAll(client.get());
        }
        stop.set(true);
        log.info(
            "{}: {}", container.toString(), REQUESTS + " requests, " + reloads.get() + " reloads");
        assertThat(wrong).isEmpty();
      }
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  private static int takeTurns(AtomicReference<Policy> inForce, AtomicBoolean stop) {
    int reloads = 0;
    while (!stop.get()) {
      inForce.set(inForce.get().equals(FIRST) ? SECOND : FIRST);
      reloads++;
      Thread.onSpinWait();
    }
    return reloads;
  }

  private static Callable<List<String>> client(int port) {
    return () -> {
      List<String> wrong = new ArrayList<>();
      try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
        for (int i = 0; i < REQUESTS / CLIENTS / 3; i++) {
          expect(connection, "/both", List.of(200), wrong);
          expect(connection, "/none", List.of(403), wrong);
          expect(connection, "/one", List.of(200, 403), wrong);
        }
      }
      return wrong;
    };
  }

  private static void expect(
      KeepAliveConnection connection, String path, List<Integer> statuses, List<String> wrong)
      throws Exception {
    int status = connection.status(path);
    if (!statuses.contains(status)) {
      wrong.add(path + " " + status);
    }
  }
}
