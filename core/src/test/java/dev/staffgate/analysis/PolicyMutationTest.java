package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every count is worked out by hand. */
class PolicyMutationTest {
  private static final String CLERK =
      """
      staffgate: 1
      roles:
        clerk:
          grants: [invoice.view, { permission: payment.refund, up-to: { amount: 100 } }]
          denies: [invoice.edit]
      staff: { ann: { roles: [clerk] } }
      """;
  private static final String SOME =
      "staff: ann, permit: [invoice.view, { permission: payment.refund, amount: 100 }],"
          + " deny: [{ permission: payment.refund, amount: 101 }]";

  private static Policy policy(String policy, String... tests) {
    return PolicyFiles.parse(
        "a.yaml",
        policy
            + (tests.length == 0 ? "" : "tests:\n")
            + List.of(tests).stream()
                .map(test -> "  - { name: t, at: 2026-11-24T10:00:00Z, " + test + " }\n")
                .collect(Collectors.joining()));
  }

  private static List<String> survivors(PolicyMutation mutation) {
    return mutation.survivors().stream().map(PolicyMutant::headline).toList();
  }

  @Test
  void of_testsOfSomeOfIt_namesEachChangeThatNoneNotices() {
    PolicyMutation mutation = PolicyMutation.of(policy(CLERK, SOME));

    assertThat(survivors(mutation))
        .containsExactly(
            "a.yaml:4:14: grant `invoice.view` of role `clerk` widened to `invoice.*`",
            "a.yaml:4:42: grant `payment.refund` of role `clerk` widened to `payment.*`",
            "a.yaml:5:14: deny `invoice.edit` of role `clerk` turned into a grant");
    // Of each grant two, three of the amount, and the wider deny. Without the deny nothing changes.
    assertThat(mutation.noticed()).isEqualTo(8);
    assertThat(mutation.equal()).isEqualTo(1);
    assertThat(mutation.refused()).isZero();
    assertThat(mutation.untried()).isZero();
    assertThat(mutation).hasToString("72 % (8 of 11 changes are noticed)");
  }

  @Test
  void of_aRoleThatOnlyADirectoryGives_asksForTestsOfItsRoles() {
    String withDesk = CLERK.replace("staff:", "  desk: { grants: [ticket.view] }\nstaff:");
    PolicyMutation mutation = PolicyMutation.of(policy(withDesk, SOME));

    assertThat(survivors(mutation))
        .contains(
            "a.yaml:6:20: grant `ticket.view` of role `desk` dropped",
            "a.yaml:6:20: grant `ticket.view` of role `desk` turned into a deny",
            "a.yaml:6:20: grant `ticket.view` of role `desk` widened to `ticket.*`");
    assertThat(
            survivors(
                PolicyMutation.of(
                    policy(
                        withDesk,
                        SOME,
                        "roles: [desk], permit: [ticket.view], deny: [ticket.reply]"))))
        .isNotEmpty()
        .noneMatch(survivor -> survivor.contains("`desk`"));
    assertThat(MissingPolicyTests.of(policy(withDesk, SOME), mutation).tests())
        .anySatisfy(test -> assertThat(test.name()).contains("`ticket.view` of role `desk`"));
  }

  @Test
  void survivors_haveARequestThatThePolicyAndTheChangeDecideDifferently() {
    Policy policy = policy(CLERK, SOME);
    PolicyMutant survivor = PolicyMutation.of(policy).survivors().get(2);

    DiffRegion region = survivor.region().orElseThrow();
    assertThat(survivor.exact()).isTrue();
    assertThat(region.before().outcome()).isEqualTo(Outcome.DENY);
    assertThat(policy.decide(region.witness().request()).outcome()).isEqualTo(Outcome.DENY);
    assertThat(survivor.policy().decide(region.witness().request()).outcome())
        .isEqualTo(Outcome.PERMIT);
  }

  @Test
  void of_testsOfAllOfIt_hasNoSurvivor() {
    PolicyMutation mutation =
        PolicyMutation.of(
            policy(
                CLERK,
                SOME,
                "staff: ann, deny: [invoice.edit, invoice.delete, { permission: payment.void,"
                    + " amount: 1 }]"));

    assertThat(survivors(mutation)).isEmpty();
    assertThat(mutation.percent()).isEqualTo(100);
  }

  @Test
  void of_noTestsOrTestsThatFail_changesNothing() {
    for (PolicyMutation refused :
        List.of(
            PolicyMutation.of(policy(CLERK)),
            PolicyMutation.of(policy(CLERK, SOME, "staff: ann, permit: [invoice.edit]")))) {
      assertThat(refused.isTested()).isFalse();
      assertThat(refused.noticed()).isZero();
      assertThat(refused.untried()).isEqualTo(12);
      assertThat(refused.percent()).isZero();
    }
  }

  @Test
  void of_moreChangesThanAreToBeTried_countsTheRestAsNotNoticed() {
    List<String> told = new ArrayList<>();
    PolicyMutation mutation =
        PolicyMutation.of(
            policy(CLERK, SOME),
            List.of(),
            MutationOptions.DEFAULT
                .withMost(3)
                .withProgress((done, all) -> told.add(done + " of " + all)));

    // The three of invoice.view.
    assertThat(mutation).hasToString("16 % (2 of 12 changes are noticed)");
    assertThat(mutation.untried()).isEqualTo(9);
    assertThat(told).containsExactly("1 of 3", "2 of 3", "3 of 3");
  }

  @Test
  void of_someSortsOfChanges_triesThoseAlone() {
    MutationOptions widened =
        MutationOptions.DEFAULT.withKinds(EnumSet.of(PolicyMutant.Kind.WIDENED));
    PolicyMutation mutation = PolicyMutation.of(policy(CLERK, SOME), List.of(), widened);

    assertThat(mutation.noticed()).isEqualTo(2);
    assertThat(mutation.survivors())
        .hasSize(2)
        .allMatch(one -> one.kind() == PolicyMutant.Kind.WIDENED);
  }

  @Test
  void of_staffOfADirectory_runsTheirTests() {
    String policy = CLERK.substring(0, CLERK.indexOf("staff:"));
    PolicyMutation mutation =
        PolicyMutation.of(
            policy(policy, SOME),
            List.of(StaffAccount.of("ann", "clerk")),
            MutationOptions.DEFAULT);

    assertThat(mutation.isTested()).isTrue();
    // Somebody of a directory may have another role, which the deny of invoice.edit then stops.
    assertThat(survivors(mutation)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What no legal policy can say is counted apart: a deny may not ask for a second factor.
        "a: { grants: [{ permission: client.view, second-factor: 1h }] } | staff: ann,"
            + " second-factor: 1h, permit: [client.view], deny: [client.edit] | 1 | condition"
            + " `second-factor: 1h` of grant `client.view` of role `a` dropped; condition"
            + " `second-factor: 1h` of grant `client.view` of role `a` changed to `second-factor:"
            + " 2h`",
        "a: { includes: [b] }, b: { grants: [client.view] } | staff: ann, permit: [client.view],"
            + " deny: [client.edit] | 0 | ",
        "a: { includes: [b] }, b: { grants: [client.view] } | roles: [b], permit: [client.view],"
            + " deny: [client.edit] | 0 | include `b` of role `a` dropped",
        "a: { grants: [client.view], requires: { schedule: day } } | staff: ann, permit:"
            + " [client.view], deny: [client.edit] | 0 | condition `schedule: day` of role `a`"
            + " dropped",
      })
  void of_onePolicy_leavesTheseSurvivors(String roles, String test, int refused, String survivors) {
    PolicyMutation mutation =
        PolicyMutation.of(
            policy(
                "staffgate: 1\n"
                    + "schedules: { day: { zone: UTC, windows: [\"mon-fri 08:00-18:00\"] } }\n"
                    + "roles: { "
                    + roles
                    + " }\nstaff: { ann: { roles: [a] } }\n",
                test));

    assertThat(mutation.refused()).isEqualTo(refused);
    assertThat(mutation.survivors().stream().map(one -> one.what() + " " + one.change()))
        .containsExactlyElementsOf(survivors == null ? List.of() : List.of(survivors.split("; ")));
  }
}
