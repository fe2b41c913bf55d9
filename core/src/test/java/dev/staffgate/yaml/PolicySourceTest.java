package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A policy that changes under a running program: the good replace each other, the broken do not.
 */
class PolicySourceTest {
  private static final String ONE = "staffgate: 1\nstaff: { ann: {} }\n";
  private static final String TWO = "staffgate: 1\nstaff: { ann: {}, bob: {} }\n";
  private static final String BROKEN = "staffgate: 1\nstaff: { ann: { roles: [missing] } }\n";

  @TempDir Path folder;

  private PolicySource watching(Path file) {
    // No look by itself within the test's time: refresh() looks.
    return PolicySource.watching(List.of(file), LoadOptions.DEFAULT, Duration.ofHours(1));
  }

  @CanIgnoreReturnValue
  private Path policy(String text) throws IOException {
    return Files.writeString(folder.resolve("staffgate.yaml"), text);
  }

  @Test
  void watching_brokenAtFirst_isRefused() throws IOException {
    Path file = policy(BROKEN);

    assertThatExceptionOfType(PolicyException.class).isThrownBy(() -> watching(file).close());
  }

  @Test
  void refresh_goodChange_isInForceAndTold() throws IOException {
    Path file = policy(ONE);
    try (PolicySource source = watching(file)) {
      Told told = new Told();
      source.onChange(told);
      Policy before = source.current();
      policy(TWO);

      source.refresh();

      assertThat(source.current().document().staff()).containsOnlyKeys("ann", "bob");
      assertThat(source.current().version()).isNotEqualTo(before.version());
      assertThat(told.loaded).containsExactly(source.current());
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void log_brokenChange_tellsTheWholeMessageOfEachProblem() {
    PolicyException one =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("p.yaml", BROKEN));

    assertThat(PolicyReload.logLines(one, "sha256:1"))
        .containsExactly(
            "the changed policy has 1 problem; sha256:1 stays in force",
            """
            p.yaml:2:25: unknown role `missing` in the roles of staff `ann` [unknown-role]
                2 | staff: { ann: { roles: [missing] } }
                  |                         ^^^^^^^
              a role that is not defined grants nothing and denies nothing
              define it under `roles:`, or take the name out\
            """);
    assertThat(
            PolicyReload.logLines(
                new PolicyException(List.of(one.problems().get(0), one.problems().get(0)))
                    .andMore(),
                "sha256:1"))
        .hasSize(3)
        .startsWith("the changed policy has more than 2 problems; sha256:1 stays in force");
  }

  @Test
  void refresh_brokenChange_leavesTheOldInForceUntilItIsMended() throws IOException {
    Path file = policy(ONE);
    try (PolicySource source = watching(file)) {
      Told told = new Told();
      source.onChange(told);
      Policy before = source.current();
      policy(BROKEN);

      source.refresh();
      source.refresh();

      assertThat(source.current()).isSameAs(before);
      assertThat(told.rejected).hasSize(1);
      assertThat(source.problem().orElseThrow().problems())
          .extracting(problem -> problem.code())
          .containsExactly("unknown-role");

      policy(TWO);
      source.refresh();

      assertThat(source.problem()).isEmpty();
      assertThat(source.current().document().staff()).containsKey("bob");
    }
  }

  @Test
  void refresh_fileTakenAway_leavesTheOldInForce() throws IOException {
    Path file = policy(ONE);
    try (PolicySource source = watching(file)) {
      Policy before = source.current();
      Files.delete(file);

      source.refresh();

      assertThat(source.current()).isSameAs(before);
      assertThat(source.problem().orElseThrow().problems())
          .extracting(problem -> problem.code())
          .containsExactly("file-missing");
    }
  }

  @Test
  void refresh_fileReplacedAsEditorsDo_isInForce() throws IOException {
    Path file = policy(ONE);
    try (PolicySource source = watching(file)) {
      Path beside = Files.writeString(folder.resolve(".staffgate.yaml.swp"), TWO);
      Files.setLastModifiedTime(beside, Files.getLastModifiedTime(file));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);

      source.refresh();

      assertThat(source.current().document().staff()).containsKey("bob");
    }
  }

  @Test
  void refresh_listenerThatThrows_keepsNobodyFromTheNews() throws IOException {
    Path file = policy(ONE);
    try (PolicySource source = watching(file)) {
      Told told = new Told();
      source.onChange(
          new Told() {
            @Override
            public void loaded(Policy policy) {
              throw new IllegalStateException("a listener of the test");
            }
          });
      source.onChange(told);
      policy(TWO);

      source.refresh();

      assertThat(told.loaded).hasSize(1);
    }
  }

  private static class Told implements PolicySource.Listener {
    final List<Policy> loaded = new ArrayList<>();
    final List<PolicyException> rejected = new ArrayList<>();

    @Override
    public void loaded(Policy policy) {
      loaded.add(policy);
    }

    @Override
    public void rejected(PolicyException problem) {
      rejected.add(problem);
    }
  }
}
