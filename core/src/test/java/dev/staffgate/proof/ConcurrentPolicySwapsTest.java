package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.AccountHandle;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Eight threads decide while one swaps policies and accounts. Every decision is what the reference
 * evaluator says under the version that it names, which is one that was in force while it was
 * asked, and with an account as it was meanwhile.
 */
class ConcurrentPolicySwapsTest {
  private static final int READERS = 8;
  private static final int SWAPS = 100_000;

  /** Policies in turn: enough of them that a version tells when it was in force. */
  private static final int VERSIONS = 64;

  /** Of so many swaps one is of the policy, and the others are of the account. */
  private static final int ROUND = 4;

  /**
   * After so many swaps they rest: right behind one of the account that follows one of the policy,
   * when a reader may still be making the old account ready for the new policy.
   */
  private static final int EPOCH = 100;

  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private static final List<PolicyDocument> DOCUMENTS =
      List.of(
          document("grants: [ticket.view, client.view]", "up-to: { amount: 100 }", "unrestricted"),
          document("grants: [ticket.view, connect.use]", "up-to: { amount: 10 }", "restricted"),
          document(
              "grants: [\"ticket.*\"], denies: [client.view]",
              "approval: { by: payment.void, within: 1h }",
              "unrestricted"));

  private static PolicyDocument document(String desk, String refund, String sso) {
    return PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            networks: { office: [203.0.113.0/24] }
            defaults: { sso: %s }
            roles:
              desk: { %s }
              maker:
                includes: [desk]
                grants: [{ permission: payment.refund, %s }]
              checker: { grants: [payment.void] }
            servers:
              web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "env:T" }
            staff:
              own: { roles: [desk] }
            """
                .formatted(sso, desk, refund))
        .document();
  }

  private static final Permission VIEW =
      DOCUMENTS.get(0).catalogue().find("ticket.view").orElseThrow();

  /** What becomes of bob: another role, disabled, none at all. */
  private static final List<Optional<StaffAccount>> BOBS =
      List.of(
          Optional.of(StaffAccount.of("bob", "maker")),
          Optional.of(StaffAccount.of("bob", "checker")),
          Optional.of(PolicyVariants.disabled(StaffAccount.of("bob", "checker"))),
          Optional.empty(),
          Optional.of(StaffAccount.of("bob", "desk", "checker")));

  private static final List<StaffAccount> STEADY =
      List.of(StaffAccount.of("ann", "maker"), StaffAccount.of("cid", "desk"));

  private static final List<AccessRequest> REQUESTS = requests();

  private static List<AccessRequest> requests() {
    List<AccessRequest> requests = new ArrayList<>();
    for (String staff : List.of("own", "ann", "bob", "cid")) {
      for (String permission : List.of("ticket.view", "client.view", "payment.void")) {
        requests.add(AccessRequest.of(staff, permission).at(NOW));
      }
      requests.add(AccessRequest.sso(staff, "web1").at(NOW));
      AccessRequest refund =
          AccessRequest.of(staff, "payment.refund").at(NOW).with("amount", "50.00");
      requests.add(refund);
      requests.add(refund.approvedBy(GivenApproval.of("bob", NOW)));
    }
    return requests;
  }

  /** The answers of the reference, by document, by what bob is, by request. */
  private static final List<List<List<ComparableDecision>>> EXPECTED =
      DOCUMENTS.stream()
          .map(document -> BOBS.stream().map(bob -> expected(document, bob)).toList())
          .toList();

  private static List<ComparableDecision> expected(
      PolicyDocument document, Optional<StaffAccount> bob) {
    Map<String, StaffAccount> staff = new HashMap<>(document.staff());
    STEADY.forEach(one -> staff.put(one.id(), one));
    bob.ifPresent(one -> staff.put(one.id(), one));
    ReferenceEvaluator reference =
        new ReferenceEvaluator(PolicyVariants.staff(document, staff), PolicyOptions.DEFAULT);
    return REQUESTS.stream().map(reference::decide).toList();
  }

  private final List<Policy> policies =
      IntStream.range(0, VERSIONS)
          .mapToObj(
              i -> Policy.of(DOCUMENTS.get(i % DOCUMENTS.size()), PolicyOptions.DEFAULT, "v" + i))
          .toList();
  private final AccountTable table = new AccountTable(policies.get(0));
  private final AccountHandle cid = table.handle("cid");

  /** The last swap that was begun, and the last that was done. */
  private final AtomicInteger begun = new AtomicInteger();

  private final AtomicInteger done = new AtomicInteger();

  /** The last swap after which there is none until all readers have asked everything. */
  private final AtomicInteger settled = new AtomicInteger();

  private final AtomicBoolean over = new AtomicBoolean();
  private final Phaser everybody = new Phaser(READERS + 1);

  @Test
  void decisions_whilePoliciesAndAccountsAreSwapped_areThoseOfTheReferenceUnderTheirVersion()
      throws Exception {
    STEADY.forEach(table::put);
    table.put(BOBS.get(0).orElseThrow());
    ExecutorService pool = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(pool.submit(reader(i)));
      }
      for (int swap = 1; swap <= SWAPS; swap++) {
        begun.set(swap);
        swap(swap);
        done.set(swap);
        if (swap % EPOCH == 1) {
          settled.set(swap);
          everybody.arriveAndAwaitAdvance();
        }
      }
      over.set(true);
      everybody.arriveAndDeregister();
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isGreaterThan(SWAPS / EPOCH * REQUESTS.size());
      }
    } finally {
      over.set(true);
      everybody.forceTermination(); // lets the readers end if a swap failed
      pool.shutdown();
    }
  }

  private void swap(int swap) {
    if (swap % ROUND == 0) {
      table.policy(policies.get(policyAt(swap)));
    } else {
      BOBS.get(bobAt(swap)).ifPresentOrElse(table::put, () -> table.remove("bob"));
    }
  }

  private static int policyAt(int swap) {
    return swap / ROUND % VERSIONS;
  }

  // A swap of the policy leaves him as he was.
  private static int bobAt(int swap) {
    return (swap - swap / ROUND) % BOBS.size();
  }

  /**
   * Asks everything in turn, over and over; and once more whenever the swaps rest, when there is
   * one right answer.
   */
  private Callable<Integer> reader(int offset) {
    return () -> {
      try {
        int decisions = 0;
        for (int rest = 1; !over.get(); rest += EPOCH) {
          while (settled.get() < rest && !over.get()) {
            decisions += askEverything(offset);
          }
          decisions += askEverything(offset);
          everybody.arriveAndAwaitAdvance();
        }
        return decisions;
      } finally {
        everybody.arriveAndDeregister();
      }
    };
  }

  private int askEverything(int offset) {
    for (int i = 0; i < REQUESTS.size(); i++) {
      ask((i + offset) % REQUESTS.size());
    }
    askAll();
    // Held under every version by an account that stays: never denied in between.
    assertThat(table.decide("cid", VIEW).permitted()).isTrue();
    assertThat(table.decide(cid, VIEW).permitted()).isTrue();
    return 2 * REQUESTS.size();
  }

  private void ask(int request) {
    int from = done.get();
    Decision decision = table.decide(REQUESTS.get(request));
    assertThat(possible(request, from, begun.get()))
        .as("%s between swaps %s and %s", REQUESTS.get(request), from, begun.get())
        .contains(told(decision.reason().policyVersion(), ComparableDecision.of(decision)));
  }

  private void askAll() {
    int from = done.get();
    List<Decision> decisions = table.decideAll(REQUESTS);
    int to = begun.get();
    String version = decisions.get(0).reason().policyVersion();
    for (int i = 0; i < decisions.size(); i++) {
      Decision decision = decisions.get(i);
      assertThat(decision.reason().policyVersion()).isEqualTo(version);
      assertThat(possible(i, from, to)).contains(told(version, ComparableDecision.of(decision)));
    }
  }

  // The policy is read first and bob thereafter, so each may be as it was at another swap.
  private Set<String> possible(int request, int from, int to) {
    Set<Integer> inForce = new HashSet<>();
    Set<Integer> bobs = new HashSet<>();
    for (int swap = from; swap <= to && swap < from + ROUND * VERSIONS; swap++) {
      inForce.add(policyAt(swap));
      bobs.add(bobAt(swap));
    }
    Set<String> possible = new HashSet<>();
    for (int policy : inForce) {
      for (int bob : bobs) {
        ComparableDecision answer = EXPECTED.get(policy % DOCUMENTS.size()).get(bob).get(request);
        possible.add(told(policies.get(policy).version(), answer));
      }
    }
    return possible;
  }

  private static String told(String version, ComparableDecision answer) {
    return version + ": " + answer;
  }
}
