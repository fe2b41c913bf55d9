package dev.staffgate.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

/** Policy reference, sections 1 and 2: what a directory has and cannot count is told once. */
class DirectoryNoticesTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles: { desk: { grants: [ticket.view] } }
          staff: { own: { roles: [desk] } }
          """);

  private final AccountTable table = new AccountTable(POLICY);
  private final Accounts accounts = table.accounts(POLICY);

  @Test
  void person_whoIsAnAccountOfSomebodyElse_isToldOnce() {
    table.put(StaffAccount.of("carol", "desk"));
    table.put(StaffAccount.of("bob", "desk").withPerson("carol"));
    table.put(StaffAccount.of("eve", "desk").withPerson("bob"));
    PersonNotice notice = new PersonNotice();

    assertThat(notice.warning(accounts, "eve"))
        .hasValue(
            "the account eve counts as unknown and is denied everything: its person `bob` is an"
                + " account of `carol`. Give it the person `carol`");
    assertThat(notice.warning(accounts, "eve")).isEmpty();
    assertThat(notice.warning(accounts, "bob")).isEmpty();
    assertThat(notice.warning(accounts, "carol")).isEmpty();
    assertThat(notice.warning(accounts, "nobody")).isEmpty();
  }

  @Test
  void id_inPolicyAndDirectory_isToldOnce() {
    OverriddenNotice notice = new OverriddenNotice();

    assertThat(notice.warning(POLICY, "own"))
        .hasValue(
            "the account own stands in the policy and in the directory: that of the policy counts."
                + " Take it out of one of them");
    assertThat(notice.warning(POLICY, "own")).isEmpty();
    assertThat(notice.warning(POLICY, "carol")).isEmpty();
  }
}
