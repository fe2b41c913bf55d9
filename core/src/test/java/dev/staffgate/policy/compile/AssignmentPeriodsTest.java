package dev.staffgate.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An account's time is cut where its assignments begin and end, and their number is bounded. */
class AssignmentPeriodsTest {
  private static Assignment from(long second) {
    return new Assignment(
        NameRef.of("r" + second),
        Optional.of(Instant.ofEpochSecond(second)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void periods_ofAssignmentsThatOverlap_haveThoseThatRun() {
    Assignment whole = Assignment.of("whole");
    Assignment early =
        PolicyParts.assignment("early", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z");
    Assignment late =
        PolicyParts.assignment("late", "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z");
    AssignmentPeriods periods =
        AssignmentPeriods.of(StaffAccount.of("ann").withRoles(late, whole, early));

    assertThat(periods.starts())
        .extracting(Instant::toString)
        .containsExactly(
            "2026-01-01T00:00:00Z",
            "2026-02-01T00:00:00Z",
            "2026-03-01T00:00:00Z",
            "2026-04-01T00:00:00Z");
    assertThat(periods.running())
        .containsExactly(
            List.of(whole),
            List.of(whole, early),
            List.of(late, whole, early),
            List.of(late, whole),
            List.of(whole));
  }

  @Test
  void assignments_forATime_areBoundedInAnAccount() {
    List<Assignment> most = IntStream.range(0, 1000).mapToObj(i -> from(i)).toList();
    StaffAccount account = StaffAccount.of("ann").withRoles(most);
    List<Assignment> tooMany = IntStream.range(0, 1001).mapToObj(i -> from(i)).toList();

    assertThat(AssignmentPeriods.of(account).running()).hasSize(1001);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StaffAccount.of("ann").withRoles(tooMany))
        .withMessage("ann has more than 1000 assignments for a time");
  }

  @Test
  void assignments_forATime_areBoundedInAPolicy() {
    String policy =
        "staffgate: 1\nstaff:\n  ann:\n    roles:\n"
            + IntStream.range(0, 1005)
                .mapToObj(
                    i ->
                        "      - { role: full-administrator, from: "
                            + Instant.ofEpochSecond(1_700_000_000L + i)
                            + " }\n")
                .collect(Collectors.joining());

    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("p.yaml", policy));

    assertThat(refused.problems())
        .extracting(PolicyProblem::code)
        .containsExactly("too-many-assignments");
    assertThat(refused.problems().get(0).at().fileAndLine()).isEqualTo("p.yaml:1005");
  }
}
