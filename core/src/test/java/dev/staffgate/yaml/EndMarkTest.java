package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference 1: a file may end in {@code ...}, and a loader can ask for it. */
class EndMarkTest {
  private static final String POLICY = "staffgate: 1\nroles:\n  r: { grants: [client.view] }\n";
  private static final LoadOptions ASKING = LoadOptions.DEFAULT.withEndMarkRequired(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "...\n",
        "...\r\n",
        "...  # the end\n",
        "...\n\n  # a comment\n  \n#another",
        "# before\n...\n#\r\n",
      })
  void file_endingInTheMark_isLoadedByALoaderThatAsksForIt(String end) {
    assertThatCode(() -> PolicyFiles.parse("p.yaml", POLICY + end, ASKING))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# ...\n", "  s:\n    title: |\n      ...\n"})
  void file_withoutTheMark_isRefusedByALoaderThatAsksForIt(String end) {
    assertThatCode(() -> PolicyFiles.parse("p.yaml", POLICY + end)).doesNotThrowAnyException();
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class, () -> PolicyFiles.parse("p.yaml", POLICY + end, ASKING));
    assertThat(refused.problems()).extracting(one -> one.code()).containsExactly("no-end-mark");
  }

  @Test
  void file_cutOffBeforeItsMark_isTold() {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class, () -> PolicyFiles.parse("p.yaml", POLICY, ASKING));
    assertThat(refused.problems().get(0).message())
        .startsWith("p.yaml:4:1: the file does not end in the mark `...` [no-end-mark]\n")
        .contains("what is cut off could be a condition or a deny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"...\nroles: {}\n", "...\n---\n", "... roles\n", "...\n...\n", "...\n%YAML 1.1\n"})
  void file_withMoreBehindTheMark_isRefused(String end) {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class, () -> PolicyFiles.parse("p.yaml", POLICY + end));
    assertThat(refused.problems()).extracting(one -> one.code()).contains("after-end-mark");
  }

  @Test
  void files_oneOfThemWithoutTheMark_areRefused() {
    byte[] marked = (POLICY + "...\n").getBytes(UTF_8);
    byte[] bare = "staffgate: 1\ndepartments: [sales]\n".getBytes(UTF_8);
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class,
            () -> PolicyFiles.parse(Map.of("a.yaml", marked, "b.yaml", bare), ASKING));
    assertThat(refused.problems())
        .extracting(one -> one.headline())
        .containsExactly("b.yaml:3:1: the file does not end in the mark `...` [no-end-mark]");
  }

  @Test
  void edit_ofAFileWithTheMark_staysBeforeIt() {
    String text = POLICY + "staff:\n  ann: { roles: [r] }\n...\n# the end\n";
    EditedPolicy edited =
        PolicyEdit.of(Map.of("p.yaml", text), ASKING)
            .addStaff(StaffAccount.of("bob", "r"))
            .addNetwork(new NetworkDefinition("office", List.of(), Place.NONE))
            .unassign("ann", "r")
            .assign("ann", Assignment.of("full-administrator"))
            .apply();
    assertThat(edited.texts().get("p.yaml"))
        .isEqualTo(
            POLICY
                + "staff:\n  ann: { roles: [full-administrator] }\n  bob:\n    roles: [r]\n"
                + "\nnetworks:\n  office: []\n...\n# the end\n");
  }
}
