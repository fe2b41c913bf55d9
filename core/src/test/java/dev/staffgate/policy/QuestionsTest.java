package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.Access;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What questions in reverse see, and what they do not: decision 0014. */
class QuestionsTest {
  // Made for each test: what is kept when first asked shall be asked by each.
  private final Policy policy =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          departments: [sales, billing, abuse]
          roles:
            reader: { grants: [{ permission: ticket.view, only: { department: assigned } }] }
            night: { grants: [{ permission: client.view, where: { staff.team: night } }] }
            never: { denies: [client.view] }
            maker: { grants: [invoice.edit, { permission: client.edit, up-to: { amount: 10 }, above: { amount: 20 } }] }
            checker: { grants: [payment.refund] }
            most: { grants: [{ permission: ticket.reply, except: { department: abuse } }] }
            all: { grants: [ticket.reply] }
            clerk: { grants: [{ permission: payment.refund, up-to: { amount: 10 } }] }
          separate: [{ name: makers and checkers, roles: [maker, checker], at-most: 1, in: session }]
          staff:
            none: { roles: [reader, night] }
            some: { roles: [reader, night], assigned: { department: [sales] }, attributes: { team: night } }
            lost: { roles: [night, never], attributes: { team: night } }
            both: { roles: [maker, checker, most] }
            gone: { roles: [all], disabled: true }
            open: { roles: [all] }
            small: { roles: [clerk] }
            joins:
              roles:
                - all
                - { role: checker, until: 2027-01-01T00:00Z }
          """);

  private static List<String> ids(List<Access> who) {
    return who.stream().map(one -> one.staff().id()).toList();
  }

  @Test
  void whoCan_withNothingAssigned_isNotAmongThem() {
    assertThat(ids(policy.whoCan("ticket.view"))).containsExactly("some");
    assertThat(ids(policy.whoCan("ticket.view", "department", "billing"))).isEmpty();
    assertThat(policy.whoCan("ticket.view", "department", "sales"))
        .singleElement()
        .satisfies(one -> assertThat(one.always()).isTrue());
  }

  @Test
  void whoCan_byAnAttributeOfTheAccountAndNoDeny_isSettled() {
    assertThat(policy.whoCan("client.view"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.staff().id()).isEqualTo("some");
              assertThat(one.always()).isTrue();
            });
  }

  @Test
  void whoCan_withRolesThatNobodyActsWithAtOnce_actsWithFewer() {
    assertThat(policy.whoCan("invoice.edit"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.always()).isFalse();
              assertThat(one.ways())
                  .singleElement()
                  .satisfies(way -> assertThat(way.when().fewerRoles()).isTrue());
            });
    assertThat(policy.whoCan(AccessRequest.of("", "invoice.edit"))).isEmpty();
    assertThat(policy.whoCan(AccessRequest.of("", "invoice.edit").actingAs("maker")))
        .containsExactly("both");
  }

  @Test
  void whoCan_byConditionsThatRuleEachOtherOut_isTooMuchButConditional() {
    assertThat(policy.whoCan("client.edit"))
        .singleElement()
        .satisfies(one -> assertThat(one.always()).isFalse());
  }

  @Test
  void whatCan_byARoleForGoodBesideOneForATime_needsAnInstant() {
    assertThat(policy.whatCan("joins"))
        .filteredOn(one -> one.permission().id().equals("ticket.reply"))
        .singleElement()
        .satisfies(one -> assertThat(one.always()).isFalse());
    assertThat(policy.decide(AccessRequest.of("joins", "ticket.reply")).permitted()).isFalse();
  }

  @Test
  void whoCan_anUnknownPermission_throws() {
    assertThatThrownBy(() -> policy.whoCan("no.such"))
        .isInstanceOf(UnknownPermissionException.class);
  }

  @Test
  void scopeOf_resourcesAlone_namesThem() {
    assertThat(policy.scopeOf("some", "ticket.view", "department"))
        .isEqualTo(new Scope(Scope.Kind.ONLY, Set.of("sales")));
    assertThat(policy.scopeOf("none", "ticket.view", "department").kind())
        .isEqualTo(Scope.Kind.NONE);
    assertThat(policy.scopeOf("open", "ticket.reply", "department").kind())
        .isEqualTo(Scope.Kind.ALL);
    assertThat(policy.scopeOf("gone", "ticket.reply", "department").kind())
        .isEqualTo(Scope.Kind.NONE);
    assertThat(policy.scopeOf("nobody", "ticket.reply", "department").kind())
        .isEqualTo(Scope.Kind.NONE);
  }

  @Test
  void scopeOf_moreThanResources_isConditionalAndHoldsNothing() {
    Scope scope = policy.scopeOf("small", "payment.refund", "client");

    assertThat(scope.kind()).isEqualTo(Scope.Kind.CONDITIONAL);
    assertThat(scope.contains("1")).isFalse();
    assertThat(policy.scopeOf(refund("5"), "client").kind()).isEqualTo(Scope.Kind.ALL);
    assertThat(policy.scopeOf(refund("11"), "client").kind()).isEqualTo(Scope.Kind.NONE);
  }

  private static AccessRequest refund(String amount) {
    return AccessRequest.of("small", "payment.refund").with("amount", amount);
  }

  @Test
  void scopeOf_aRequest_leavesOutWhatIsExcepted() {
    AccessRequest request = AccessRequest.of("both", "ticket.reply").actingAs("most");
    assertThat(policy.scopeOf(request, "department"))
        .isEqualTo(new Scope(Scope.Kind.ONLY, Set.of("sales", "billing")));
  }
}
