package dev.staffgate.accounts;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts that live beside the policy document, and change while they are asked about. */
class AccountTableTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          networks: { office: [203.0.113.0/24] }
          roles:
            desk: { grants: [ticket.view] }
            maker:
              grants: [{ permission: payment.refund, approval: { by: payment.void, within: 1h } }]
            checker: { grants: [payment.void] }
            lead: { includes: [desk] }
          separate:
            - { name: makers and checkers, roles: [maker, checker] }
          staff:
            own: { roles: [desk] }
          """);
  private static final Policy STRICTER =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            desk: { grants: [client.view] }
            maker: { grants: [payment.refund] }
            checker: { grants: [payment.void] }
            lead: { includes: [maker, checker] }
          separate:
            - { name: makers and checkers, roles: [maker, checker] }
          """);
  private static final Permission VIEW = POLICY.permission("ticket.view");

  private final AccountTable table = new AccountTable(POLICY);

  private ReasonCode reason(String staff) {
    return table.decide(staff, VIEW).reason().code();
  }

  private static StaffAccount disabled(String id, String role) {
    StaffAccount active = StaffAccount.of(id, role);
    return new StaffAccount(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        active.roles(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        true,
        Place.NONE);
  }

  private static StaffAccount within(String id, String network) {
    return new StaffAccount(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        StaffAccount.of(id, "desk").roles(),
        Optional.of(List.of(new NetworkTerm.Named(NameRef.of(network)))),
        Map.of(),
        Map.of(),
        false,
        Place.NONE);
  }

  @Test
  void put_ofAnAccountWithoutId_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.put(StaffAccount.withoutId(List.of(), Map.of())));
    assertThat(table.find("")).isEmpty();
  }

  @Test
  void account_addedChangedAndRemoved_countsFromTheNextDecisionOn() {
    assertThat(reason("ann")).isEqualTo(ReasonCode.ACCOUNT_UNKNOWN);
    table.put(StaffAccount.of("ann", "desk"));
    assertThat(reason("ann")).isEqualTo(ReasonCode.GRANTED);
    table.put(StaffAccount.of("ann", "maker"));
    assertThat(reason("ann")).isEqualTo(ReasonCode.NOT_GRANTED);
    table.put(disabled("ann", "desk"));
    assertThat(reason("ann")).isEqualTo(ReasonCode.ACCOUNT_DISABLED);
    assertThat(table.remove("ann")).isTrue();
    assertThat(table.remove("ann")).isFalse();
    assertThat(reason("ann")).isEqualTo(ReasonCode.ACCOUNT_UNKNOWN);
  }

  @Test
  void handle_overEveryChange_seesTheAccountAsItIs() {
    AccountHandle handle = table.handle("ann");

    assertThat(table.decide(handle, VIEW)).because(ReasonCode.ACCOUNT_UNKNOWN);
    table.put(StaffAccount.of("ann", "desk"));
    assertThat(table.decide(handle, VIEW)).isPermitted();
    table.put(disabled("ann", "desk"));
    assertThat(table.decide(handle, VIEW)).isNotPermitted();
    table.remove("ann");
    assertThat(table.decide(handle, VIEW)).because(ReasonCode.ACCOUNT_UNKNOWN);
    table.put(StaffAccount.of("ann", "desk"));
    assertThat(table.decide(handle, VIEW)).isPermitted();
    table.policy(STRICTER);
    assertThat(table.decide(handle, VIEW)).isNotPermitted();
    assertThat(table.decide(handle, STRICTER.permission("client.view"))).isPermitted();
    assertThat(handle).isEqualTo(table.handle("ann")).isNotEqualTo(table.handle("Ann"));
  }

  @Test
  void account_ofThePolicy_countsBeforeOneOfTheTable() {
    AccountHandle handle = table.handle("own");
    table.put(StaffAccount.of("own", "maker"));

    assertThat(reason("own")).isEqualTo(ReasonCode.GRANTED);
    assertThat(table.decide(handle, VIEW)).isPermitted();
    table.policy(STRICTER);
    assertThat(reason("own")).isEqualTo(ReasonCode.NOT_GRANTED);

    table.policy(STRICTER); // has no staff of its own
    Permission refund = STRICTER.permission("payment.refund");
    assertThat(table.decide(handle, refund)).isPermitted();
    assertThat(table.decide("own", refund)).isPermitted();
    table.policy(POLICY);
    assertThat(table.decide(handle, VIEW)).isPermitted();
    assertThat(table.find("own").map(one -> one.roles().get(0).role().id())).hasValue("maker");
    table.remove("own");
    assertThat(table.decide(handle, VIEW)).isPermitted();
  }

  @Test
  void put_ofAnAccountThatBreaksARule_isRefusedAndLeavesNoTrace() {
    table.put(StaffAccount.of("ann", "maker"));
    List<String> told = new ArrayList<>();
    StaffDirectory.Watch watch = table.watch(told::add);

    SeparationException refused =
        catchThrowableOfType(
            SeparationException.class, () -> table.put(StaffAccount.of("ann", "maker", "checker")));

    assertThat(refused).hasMessageContaining("`makers and checkers`").hasMessageContaining("`ann`");
    assertThat(refused.breaches()).hasSize(1);
    assertThat(table.find("ann")).contains(StaffAccount.of("ann", "maker"));
    assertThat(told).isEmpty();
    watch.close();
  }

  @Test
  void put_withANetworkThatNobodyDefines_isRefusedAndLeavesNoTrace() {
    assertThatIllegalArgumentException().isThrownBy(() -> table.put(within("ann", "moon")));

    assertThat(table.find("ann")).isEmpty();
    assertThat(reason("ann")).isEqualTo(ReasonCode.ACCOUNT_UNKNOWN);
  }

  @Test
  void policy_thatMakesAnAccountBreakARule_isRefusedAndLeavesNoTrace() {
    table.put(StaffAccount.of("ann", "desk"));
    table.put(StaffAccount.of("bob", "lead"));

    SeparationException refused =
        catchThrowableOfType(SeparationException.class, () -> table.policy(STRICTER));

    assertThat(refused.breaches()).extracting(breach -> breach.staff()).containsExactly("bob");
    assertThat(table.policy()).isSameAs(POLICY);
    assertThat(reason("ann")).isEqualTo(ReasonCode.GRANTED);
    table.remove("bob");
    table.policy(STRICTER);
    assertThat(table.policy()).isSameAs(STRICTER);
  }

  @Test
  void policy_withoutANetworkThatAnAccountNames_isRefused() {
    table.put(within("ann", "office"));

    assertThatIllegalArgumentException().isThrownBy(() -> table.policy(STRICTER));
    assertThat(table.policy()).isSameAs(POLICY);
  }

  @Test
  void approver_ofTheTable_counts() {
    table.put(StaffAccount.of("mona", "maker"));
    table.put(StaffAccount.of("chet", "checker"));
    AccessRequest request =
        AccessRequest.of("mona", "payment.refund")
            .at(NOW)
            .approvedBy(GivenApproval.of("chet", NOW));

    assertThat(table.decide(request)).isPermitted();
    table.put(disabled("chet", "checker"));
    assertThat(table.decide(request)).needsApproval();
  }

  @Test
  void handle_ofAnotherTable_isRefused() {
    AccountTable other = new AccountTable(POLICY);
    other.put(StaffAccount.of("ann", "desk"));
    AccountHandle ann = other.handle("ann");

    assertThat(other.decide(ann, VIEW)).isPermitted();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.decide(ann, VIEW))
        .withMessageContaining("another table");
  }

  @Test
  void decisions_whileAccountsComeThatOnlyTheNewPolicyFits_areNeverErrors() throws Exception {
    Policy without =
        PolicyFiles.parse("policy.yaml", "{staffgate: 1, roles: {desk: {grants: [ticket.view]}}}");
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> swaps =
        thread.submit(
            () -> {
              try {
                for (int i = 0; i < 20_000; i++) {
                  table.policy(POLICY);
                  table.put(within("ann", "office"));
                  table.remove("ann");
                  table.policy(without);
                }
              } finally {
                over.set(true);
              }
            });
    AccountHandle ann = table.handle("ann");
    while (!over.get()) {
      // Without an address an account of the office is denied, and so is one that is not there.
      assertThat(table.decide("ann", VIEW)).isNotPermitted();
      assertThat(table.decide(ann, VIEW)).isNotPermitted();
    }

    assertThat(swaps.get(60, TimeUnit.SECONDS)).isNull();
    thread.shutdown();
  }

  @Test
  void requests_inABatch_areAnsweredInOrder() {
    table.put(StaffAccount.of("ann", "desk"));

    assertThat(
            table.decideAll(
                List.of(
                    AccessRequest.of("ann", VIEW),
                    AccessRequest.of("zoe", VIEW),
                    AccessRequest.of("own", VIEW))))
        .extracting(Decision::permitted)
        .containsExactly(true, false, true);
  }

  @Test
  void watch_untilItIsClosed_isToldOfEachChange() {
    List<String> told = new ArrayList<>();
    StaffDirectory.Watch watch = table.watch(told::add);

    table.put(StaffAccount.of("ann", "desk"));
    table.remove("ann");
    table.remove("ann");
    watch.close();
    table.put(StaffAccount.of("bob", "desk"));

    assertThat(told).containsExactly("ann", "ann");
    assertThat(table.all()).containsExactly(StaffAccount.of("bob", "desk"));
  }

  @Test
  void permission_thatNobodyKnows_isAnErrorOfTheProgram() {
    table.put(StaffAccount.of("ann", "desk"));

    assertThatThrownBy(() -> table.decide(AccessRequest.of("ann", "no.such")))
        .hasMessageContaining("no.such");
  }

  @Test
  void decisions_whileAllChanges_areOfOneVersion() throws Exception {
    List<String> staff = IntStream.range(0, 50).mapToObj(i -> "staff" + i).toList();
    staff.forEach(id -> table.put(StaffAccount.of(id, "desk")));
    Permission client = STRICTER.permission("client.view");
    AtomicBoolean changing = new AtomicBoolean(true);
    CountDownLatch started = new CountDownLatch(4);
    ExecutorService readers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> wrong =
          IntStream.range(0, 4)
              .mapToObj(
                  i -> readers.submit(() -> wrongAnswers(staff.get(i), client, changing, started)))
              .toList();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 2_000; i++) {
        table.policy(i % 2 == 0 ? STRICTER : POLICY);
        table.put(StaffAccount.of(staff.get(i % 50), "desk"));
      }
      changing.set(false);
      for (Future<Integer> one : wrong) {
        assertThat(one.get(30, TimeUnit.SECONDS)).isZero();
      }
    } finally {
      changing.set(false);
      readers.shutdownNow();
    }
  }

  // Under each policy exactly one of the two is granted, and a decision says which one it is of.
  private int wrongAnswers(
      String staff, Permission client, AtomicBoolean changing, CountDownLatch started) {
    AccountHandle handle = table.handle(staff);
    int wrong = 0;
    started.countDown();
    do {
      Decision view = table.decide(handle, VIEW);
      Decision other = table.decide(AccessRequest.of(staff, client));
      wrong += view.permitted() == isOf(POLICY, view) ? 0 : 1;
      wrong += other.permitted() == isOf(STRICTER, other) ? 0 : 1;
    } while (changing.get());
    return wrong;
  }

  private static boolean isOf(Policy policy, Decision decision) {
    return decision.reason().policyVersion().equals(policy.version());
  }

  /** Policy reference, section 2, names beside ids, and section 4, step 1. */
  @Test
  void account_whosePersonIsAnAccountOfSomebodyElse_isUnknownHoweverItIsAsked() {
    table.put(StaffAccount.of("carol", "desk"));
    table.put(StaffAccount.of("bob", "desk").withPerson("carol"));
    table.put(StaffAccount.of("eve", "desk").withPerson("bob"));
    AccountHandle handle = table.handle("eve");

    assertThat(table.decide(AccessRequest.of("eve", VIEW))).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(table.decide("eve", VIEW)).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(table.decide(handle, VIEW)).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(table.decide(table.handle("bob"), VIEW)).isPermitted();

    table.put(StaffAccount.of("bob", "desk"));
    assertThat(table.decide(handle, VIEW)).isPermitted();
  }

  @Test
  void accountOfThePolicy_whosePersonIsAnAccountOfSomebodyElseInTheTable_isUnknown() {
    AccountTable beside =
        new AccountTable(
            PolicyFiles.parse(
                "policy.yaml",
                """
                staffgate: 1
                roles: { desk: { grants: [ticket.view] } }
                staff: { eve: { roles: [desk], person: bob } }
                """));
    Permission view = beside.policy().permission("ticket.view");
    assertThat(beside.decide("eve", view)).isPermitted();

    beside.put(StaffAccount.of("bob", "desk").withPerson("carol"));
    assertThat(beside.decide("eve", view)).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(beside.decide(beside.handle("eve"), view)).because(ReasonCode.ACCOUNT_UNKNOWN);
  }
}
