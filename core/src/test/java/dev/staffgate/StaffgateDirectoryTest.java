package dev.staffgate;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Scope;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Questions;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions with accounts that the policy document does not have. */
class StaffgateDirectoryTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        desk: { grants: [ticket.view, connect.use] }
        maker: { grants: [payment.refund] }
        checker: { grants: [payment.void] }
        lead: { includes: [maker] }
      separate:
        - { name: makers and checkers, roles: [maker, checker] }
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "env:WEB1" }
      """;
  private static final String BROKEN_BY_LEAD =
      POLICY.replace("includes: [maker]", "includes: [maker, checker]");

  @TempDir private Path folder;

  private final RecordingAudit audit = new RecordingAudit();

  private Staffgate staffgate(PolicySource policy, StaffDirectory directory) {
    return Staffgate.builder().policy(policy).directory(directory).audit(audit).build();
  }

  private static PolicySource fixed() {
    return PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY));
  }

  private static StaffDirectory out() {
    return new StaffDirectory() {
      @Override
      public Optional<StaffAccount> find(String staff) {
        throw new DirectoryException("no connection", new IOException("refused"));
      }

      @Override
      public Stream<StaffAccount> all() {
        throw new DirectoryException("no connection", new IOException("refused"));
      }

      @Override
      public Watch watch(Consumer<String> changed) {
        return () -> {};
      }
    };
  }

  @Test
  void account_ofADirectory_isDecidedAskedExplainedAndConnected() {
    AccountTable table = new AccountTable(fixed().current());
    table.put(StaffAccount.of("ann", "desk"));
    try (Staffgate staffgate = staffgate(fixed(), table)) {
      AccessRequest request = AccessRequest.of("ann", "ticket.view");

      assertThat(staffgate.check(request).permitted()).isTrue();
      assertThat(staffgate.ask(request).permitted()).isTrue();
      assertThat(staffgate.explain(request).decision().permitted()).isTrue();
      assertThat(staffgate.activeAccounts().mayAct("ann", Optional.empty())).isTrue();
      assertThat(staffgate.connect().serversOf("ann", ConnectContext.from("203.0.113.7")))
          .hasSize(1);
      table.remove("ann");
      assertThat(staffgate.check(request)).because(ReasonCode.ACCOUNT_UNKNOWN);
      assertThat(staffgate.activeAccounts().mayAct("ann", Optional.empty())).isFalse();
    }
  }

  @Test
  void scope_ofAnAccountOfADirectory_isWhatItMaySeeThere() {
    AccountTable table = new AccountTable(fixed().current());
    table.put(StaffAccount.of("ann", "desk"));
    AccessRequest request = AccessRequest.of("ann", "ticket.view");
    try (Staffgate staffgate = staffgate(fixed(), table);
        Staffgate withoutAnswer = staffgate(fixed(), out())) {
      assertThat(staffgate.scopeOf(request, "client").kind()).isEqualTo(Scope.Kind.ALL);
      assertThat(staffgate.scopeOf(request.by("bob"), "client").kind()).isEqualTo(Scope.Kind.NONE);
      assertThat(withoutAnswer.scopeOf(request, "client").kind()).isEqualTo(Scope.Kind.NONE);
      assertThat(audit.events()).isEmpty();
    }
  }

  @Test
  void check_byAPolicyThatWasLookedAt_isItsAnswerAndRecorded() {
    Policy other = PolicyFiles.parse("policy.yaml", POLICY + "staff: { bob: { roles: [desk] } }\n");
    AccessRequest request = AccessRequest.of("bob", "ticket.view");
    try (Staffgate staffgate = Staffgate.builder().policy(fixed()).audit(audit).build()) {
      assertThat(staffgate.check(other, request).permitted()).isTrue();
      assertThat(staffgate.activeAccounts(other).mayAct("bob", Optional.empty())).isTrue();
      assertThat(staffgate.check(other, request.by("eve")).permitted()).isFalse();
      assertThat(staffgate.check(request).permitted()).isFalse();
      assertThat(audit.events()).hasSize(2);
    }
  }

  @Test
  void directory_thatIsOut_isADenialWithThatReason() {
    try (Staffgate staffgate = staffgate(fixed(), out())) {
      AccessRequest request = AccessRequest.of("ann", "ticket.view");

      Decision decision = staffgate.check(request);

      assertThat(decision).isDenied();
      assertThat(decision).because(ReasonCode.DIRECTORY_UNAVAILABLE);
      assertThat(staffgate.ask(request)).because(ReasonCode.DIRECTORY_UNAVAILABLE);
      assertThat(staffgate.explain(request).decision()).because(ReasonCode.DIRECTORY_UNAVAILABLE);
      assertThat(staffgate.connect().serversOf("ann", ConnectContext.from("203.0.113.7")))
          .isEmpty();
      assertThatThrownBy(() -> staffgate.activeAccounts().mayAct("ann", Optional.empty()))
          .isInstanceOf(DirectoryException.class);
      assertThat(audit.events()).hasSize(1);
    }
  }

  @Test
  void policy_thatAnAccountCannotLiveWith_isRejectedAndToldOf() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    PolicySource source =
        PolicySource.watching(List.of(file), LoadOptions.DEFAULT, Duration.ofHours(1));
    AccountTable table = new AccountTable(source.current());
    table.put(StaffAccount.of("bob", "lead"));
    try (Staffgate staffgate = staffgate(source, table)) {
      Policy before = staffgate.policy();
      Files.writeString(file, BROKEN_BY_LEAD);
      source.refresh();

      assertThat(staffgate.policy()).isSameAs(before);
      assertThat(staffgate.policyProblem().orElseThrow().problems().get(0).headline())
          .contains(":8:5: staff `bob` breaks the rule `makers and checkers`")
          .contains("[separation-of-duties]");
      assertThat(staffgate.ask(AccessRequest.of("bob", "payment.refund")).permitted()).isTrue();
      assertThat(audit.events())
          .extracting(AuditEvent::type)
          .containsExactly(AuditEvent.Type.POLICY_REJECTED);

      table.remove("bob");
      Files.writeString(file, BROKEN_BY_LEAD + "departments: [sales]\n");
      source.refresh();
      assertThat(staffgate.policy()).isSameAs(source.current());
      assertThat(staffgate.policyProblem()).isEmpty();
    }
  }

  @Test
  void policy_withoutANetworkThatAnAccountNames_isRejected() {
    String withOffice = POLICY + "networks: { office: [203.0.113.0/24] }\n";
    AccountTable table = new AccountTable(PolicyFiles.parse("policy.yaml", withOffice));
    StaffAccount plain = StaffAccount.of("ann", "desk");
    table.put(
        new StaffAccount(
            "ann",
            plain.name(),
            plain.email(),
            plain.knownAs(),
            plain.person(),
            plain.roles(),
            Optional.of(List.of(new NetworkTerm.Named(NameRef.of("office")))),
            plain.assigned(),
            plain.attributes(),
            false,
            plain.at()));

    assertThatThrownBy(() -> staffgate(fixed(), table))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("[account-does-not-fit]")
        .hasMessageContaining("`office`");
  }

  @Test
  void build_withATableThatCannotLiveWithThePolicy_fails() {
    AccountTable table = new AccountTable(fixed().current());
    table.put(StaffAccount.of("bob", "lead"));
    PolicySource stricter = PolicySource.of(PolicyFiles.parse("policy.yaml", BROKEN_BY_LEAD));

    assertThatThrownBy(() -> staffgate(stricter, table))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("`bob`");
  }

  @Test
  void questions_inReverse_areAboutTheAccountsOfTheDirectoryToo() {
    AccountTable table = new AccountTable(fixed().current());
    table.put(StaffAccount.of("ann", "desk"));
    table.put(StaffAccount.of("bob", "maker"));
    try (Staffgate staffgate = staffgate(fixed(), table)) {
      assertThat(staffgate.questions().whoCan("ticket.view"))
          .extracting(can -> can.staff().id())
          .containsExactly("ann");
      assertThat(staffgate.questionsAbout("ann").whatCan("ann"))
          .extracting(can -> can.permission().id())
          .contains("ticket.view", "connect.use")
          .doesNotContain("payment.refund");
      assertThat(staffgate.questionsAbout("nobody").whatCan("nobody")).isEmpty();
    }
  }

  @Test
  void questions_whileTheDirectoryIsOut_areNotAnswered() {
    try (Staffgate staffgate = staffgate(fixed(), out())) {
      assertThatThrownBy(staffgate::questions).isInstanceOf(DirectoryException.class);
      assertThatThrownBy(() -> staffgate.questionsAbout("ann"))
          .isInstanceOf(DirectoryException.class);
    }
  }

  /** Policy reference, section 2, names beside ids, and section 4, step 1. */
  @Test
  void account_whosePersonIsAnAccountOfSomebodyElse_canDoNothingWhateverIsAsked() {
    AccountTable table = new AccountTable(fixed().current());
    table.put(StaffAccount.of("carol", "desk"));
    table.put(StaffAccount.of("bob", "desk").withPerson("carol"));
    table.put(StaffAccount.of("eve", "desk").withPerson("bob"));
    AccessRequest request = AccessRequest.of("eve", "ticket.view");
    try (Staffgate staffgate = staffgate(fixed(), table)) {
      assertThat(staffgate.check(request)).because(ReasonCode.ACCOUNT_UNKNOWN);
      assertThat(staffgate.explain(request).decision()).because(ReasonCode.ACCOUNT_UNKNOWN);
      assertThat(staffgate.standingDenial(staffgate.policy(), "eve", Optional.empty())).isPresent();
      assertThat(staffgate.activeAccounts().mayAct("eve", Optional.empty())).isFalse();
      assertThat(staffgate.scopeOf(request, "client").kind()).isEqualTo(Scope.Kind.NONE);
      assertThat(staffgate.connect().serversOf("eve", ConnectContext.from("203.0.113.7")))
          .isEmpty();
      for (Questions questions : List.of(staffgate.questionsAbout("eve"), staffgate.questions())) {
        assertThat(questions.whatCan("eve")).isEmpty();
        assertThat(questions.whatCan(request)).isEmpty();
        assertThat(questions.whoCan("ticket.view"))
            .extracting(can -> can.staff().id())
            .doesNotContain("eve");
        assertThat(questions.whoCan(request)).doesNotContain("eve");
        assertThat(questions.serversOf("eve")).isEmpty();
        assertThat(questions.serversOf(request)).isEmpty();
        assertThat(questions.scopeOf("eve", "ticket.view", "client").kind())
            .isEqualTo(Scope.Kind.NONE);
        assertThat(questions.scopeOf(request, "client").kind()).isEqualTo(Scope.Kind.NONE);
      }
    }
  }

  @Test
  void account_whosePersonDoesNotFitThePolicy_isLeftOutOfQuestions() {
    StaffDirectory directory =
        new ListedDirectory(
            List.of(
                StaffAccount.of("ann", "desk").withPerson("bob"),
                StaffAccount.of("bob", "desk")
                    .withNetworks(new NetworkTerm.Named(NameRef.of("ghost")))));
    try (Staffgate staffgate = staffgate(fixed(), directory)) {
      assertThat(staffgate.check(AccessRequest.of("ann", "ticket.view")))
          .because(ReasonCode.DIRECTORY_UNAVAILABLE);
      assertThat(staffgate.questions().whoCan("ticket.view")).isEmpty();
    }
  }

  @Test
  void approver_ofAScope_isLookedUpAmongAllAccounts() {
    Policy policy =
        PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            roles:
              maker:
                grants: [{ permission: payment.refund, approval: { by: payment.void, within: 1h } }]
              checker: { grants: [payment.void] }
            """);
    AccountTable table = new AccountTable(policy);
    table.put(StaffAccount.of("mona", "maker"));
    table.put(StaffAccount.of("chet", "checker"));
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    AccessRequest refund =
        AccessRequest.of("mona", "payment.refund")
            .at(now)
            .approvedBy(GivenApproval.of("chet", now));
    try (Staffgate staffgate = staffgate(PolicySource.of(policy), table)) {
      assertThat(staffgate.check(refund)).isPermitted();
      assertThat(staffgate.scopeOf(refund, "client").kind()).isEqualTo(Scope.Kind.ALL);
      assertThat(staffgate.questionsAbout("mona").whatCan(refund))
          .extracting(Permission::id)
          .contains("payment.refund");
    }
  }

  private record ListedDirectory(List<StaffAccount> accounts) implements StaffDirectory {
    @Override
    public Optional<StaffAccount> find(String staff) {
      return accounts.stream().filter(one -> one.id().equals(staff)).findFirst();
    }

    @Override
    public Stream<StaffAccount> all() {
      return accounts.stream();
    }

    @Override
    public Watch watch(Consumer<String> changed) {
      return () -> {};
    }
  }
}
