package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that puts no policy in force whose own tests do not pass. */
class TestedPolicySourceTest {
  private static final String GOOD =
      """
      staffgate: 1
      roles: { clerk: { grants: [invoice.view] } }
      staff: { ann: { roles: [clerk] } }
      """;
  private static final String TESTS =
      """
      tests:
        - name: clerks do not edit
          at: 2026-11-24T10:00:00Z
          staff: ann
          permit: [invoice.view]
          deny: [invoice.edit]
      """;
  private static final WatchOptions OPTIONS = WatchOptions.DEFAULT.withTestsRequired();

  @TempDir Path folder;
  private Path policy;
  private Path tests;

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), GOOD);
    tests = Files.writeString(folder.resolve("tests.yaml"), "staffgate: 1\n" + TESTS);
  }

  private static List<String> codes(PolicyException problem) {
    return problem.problems().stream().map(PolicyProblem::code).toList();
  }

  @Test
  void change_thatATestForbids_isToldAndThePolicyBeforeStays() throws IOException {
    List<PolicyException> told = new ArrayList<>();
    try (PolicySource source = PolicySource.watching(List.of(policy, tests), OPTIONS)) {
      Policy before = source.current();
      source.onChange(
          new PolicySource.Listener() {
            @Override
            public void loaded(Policy loaded) {}

            @Override
            public void rejected(PolicyException problem) {
              told.add(problem);
            }
          });
      Files.writeString(policy, GOOD.replace("[invoice.view]", "[invoice.*]"));
      source.refresh();

      assertThat(source.current()).isSameAs(before);
      assertThat(told).hasSize(1);
      PolicyProblem problem = told.get(0).problems().get(0);
      assertThat(problem.code()).isEqualTo("test-failed");
      assertThat(problem.headline())
          .contains("tests.yaml:3:5", "the test `clerks do not edit` does not pass");
      assertThat(problem.toString())
          .contains("tests.yaml:7:", "invoice.edit: wanted deny, got permit [granted]");

      Files.writeString(policy, GOOD);
      source.refresh();
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void start_withATestThatFailsOrCannotBeRun_isRefused() throws IOException {
    Files.writeString(policy, GOOD.replace("[invoice.view]", "[]"));
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> PolicySource.watching(List.of(policy, tests), OPTIONS))
        .satisfies(refused -> assertThat(codes(refused)).containsExactly("test-failed"));

    Files.writeString(policy, GOOD.replace("ann", "bob"));
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> PolicySource.watching(List.of(policy, tests), OPTIONS))
        .satisfies(refused -> assertThat(codes(refused)).containsExactly("test-error"));
  }

  @Test
  void start_withoutATest_isRefused() {
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> PolicySource.watching(List.of(policy), OPTIONS))
        .satisfies(refused -> assertThat(codes(refused)).containsExactly("no-tests"));
  }

  @Test
  void start_withoutBeingToldTo_doesNotRunTests() throws IOException {
    Files.writeString(policy, GOOD.replace("[invoice.view]", "[]"));
    try (PolicySource source =
        PolicySource.watching(List.of(policy, tests), WatchOptions.DEFAULT)) {
      assertThat(source.problem()).isEmpty();
    }
  }
}
