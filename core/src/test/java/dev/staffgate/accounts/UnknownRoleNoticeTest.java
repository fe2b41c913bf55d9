package dev.staffgate.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

/** A role that a directory names and the policy does not is told of once. */
class UnknownRoleNoticeTest {
  private static final PolicyDocument POLICY =
      PolicyFiles.parse(
              "policy.yaml",
              """
              staffgate: 1
              roles:
                billing: { grants: [invoice.view] }
                desk: { formerly: [Front], grants: [client.view] }
              """)
          .document();

  private final UnknownRoleNotice notice = new UnknownRoleNotice();

  private String warning(String role) {
    return notice.warning(POLICY, StaffAccount.of("ann", role), role).orElse("");
  }

  @Test
  void role_misspeltInTheDirectory_isToldOnceWithTheNearest() {
    assertThat(warning("bililng"))
        .isEqualTo(
            "the directory gives ann the role `bililng`, which the policy does not define: who has"
                + " it is denied everything; did you mean `billing`?");
    assertThat(warning("bililng")).isEmpty();
    assertThat(warning("astronaut")).endsWith("denied everything");
    assertThat(warning("full-adminstrator")).endsWith("did you mean `full-administrator`?");
  }

  @Test
  void role_thatThePolicyDefinesOrDefined_isNotTold() {
    for (String role : new String[] {"billing", "desk", "Front", Role.FULL_ADMINISTRATOR}) {
      assertThat(warning(role)).as(role).isEmpty();
    }
  }

  @Test
  void role_thatIsAFormerNameButForLetterCase_isTold() {
    assertThat(warning("front")).contains("`front`, which the policy does not define");
  }

  @Test
  void roles_withoutEnd_areToldUpToABound() {
    for (int i = 0; i < 1000; i++) {
      assertThat(warning("made-up-" + i)).isNotEmpty();
    }
    assertThat(warning("one-more")).isEmpty();
  }
}
