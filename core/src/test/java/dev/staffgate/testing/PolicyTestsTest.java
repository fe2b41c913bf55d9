package dev.staffgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestsTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles: { clerk: { grants: [invoice.view] } }
      staff: { ann: { roles: [clerk] } }
      tests:
        - { name: views, at: 2026-11-24T10:00:00Z, staff: ann, permit: [invoice.view] }
        - { name: edits, at: 2026-11-24T10:00:00Z, staff: ann, permit: [invoice.edit] }
        - { name: is there, at: 2026-11-24T10:00:00Z, staff: bob, deny: [invoice.edit] }
      """;

  @TempDir static Path folder;

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @TestFactory
  Stream<DynamicTest> in_aFile_isATestFactoryOfOneLine() throws IOException {
    Path file = write("holds.yaml", POLICY.replaceAll("(?m)^.*(edits|is there).*\n", ""));
    return PolicyTests.in(file)
        .map(test -> DynamicTest.dynamicTest(test.name(), test.source(), test::run));
  }

  @Test
  void run_ofWhatFailsOrCannotBeRun_isAnAssertionError() throws IOException {
    List<PolicyTest> tests = PolicyTests.in(write("a b.yaml", POLICY)).toList();

    assertThat(tests).extracting(PolicyTest::name).containsExactly("views", "edits", "is there");
    tests.get(0).run();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(tests.get(1)::run)
        .withMessageContainingAll(
            "FAIL edits (", "a b.yaml:6", "wanted permit, got deny [not-granted]");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(tests.get(2)::run)
        .withMessageContainingAll("ERROR is there (", "the account `bob` is unknown");
    assertThat(tests.get(1).source().toString())
        .startsWith("file:///")
        .endsWith("/a%20b.yaml?line=6&column=5");
  }

  @Test
  void of_withTheAccountsOfADirectory_findsThem() {
    PolicyTests.of(PolicyFiles.parse("a.yaml", POLICY), List.of(StaffAccount.of("bob")))
        .filter(test -> test.name().equals("is there"))
        .forEach(PolicyTest::run);
  }

  @Test
  void in_aPolicyThatIsBrokenOrHasNoTest_isRefused() throws IOException {
    Path broken = write("broken.yaml", "staffgate: 1\nrolls: {}\n");
    Path untested = write("untested.yaml", "staffgate: 1\n");

    assertThatExceptionOfType(PolicyException.class).isThrownBy(() -> PolicyTests.in(broken));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyTests.in(untested))
        .withMessageContaining("holds no test: write `tests:`");
  }
}
