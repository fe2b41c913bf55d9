package dev.staffgate.analysis;

import java.util.List;

/** Examples of the rules of lint that look at people, their roles, and names. */
final class LintPeopleExamples {
  private LintPeopleExamples() {}

  static List<LintExample> all() {
    return List.of(expired());
  }

  private static LintExample expired() {
    return LintExample.of(
            LintCode.ASSIGNMENT_EXPIRED,
            """
            staffgate: 1
            roles:
              desk: { grants: [client.view] }
            staff:
              alice: { roles: [{ role: desk, until: 2027-02-03T11:00:00Z }] }
            """,
            "policy.yaml:5:28: note: `alice` had role `desk` until 2027-02-03T11:00:00Z"
                + " [assignment-expired]")
        .miss("it ends with the next second", "11:00:00Z", "11:00:01Z")
        .miss("it is for good", "{ role: desk, until: 2027-02-03T11:00:00Z }", "desk")
        .miss("it has not begun", "until: 2027-02-03T11:00:00Z", "from: 2027-03-01T00:00Z");
  }
}
