package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.ExpectedChange.Direction;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author declares of a change is read strictly: a slip would let a change pass. */
class ExpectedChangesTest {
  private static final String POLICY =
      "staffgate: 1\nroles: { clerk: { grants: [invoice.view] } }\nstaff: { ann: { roles: [clerk] } }\n";

  @TempDir Path folder;

  private List<ExpectedChange> read(String text) throws IOException {
    Policy policy = PolicyFiles.load(Files.writeString(folder.resolve("p.yaml"), POLICY));
    return ExpectedChanges.load(
        Files.writeString(folder.resolve("expected.yaml"), text), policy, policy);
  }

  @Test
  void read_declaredChanges_keepsWhoWhatAndDirection() throws IOException {
    List<ExpectedChange> changes =
        read(
            """
            expect:
              - { roles: [clerk], permissions: ["invoice.*"], gets: more }
              - { staff: [ann] }
            """);

    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).roles()).containsExactly("clerk");
    assertThat(changes.get(0).gets()).isEqualTo(Direction.MORE);
    assertThat(changes.get(1).staff()).containsExactly("ann");
    assertThat(changes.get(1).gets()).isEqualTo(Direction.OTHER);
    assertThat(changes.get(1).at().line()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { gets: more }                         | 2:5  | expects-anything
          { staff: [ann], gets: mor }            | 2:27 | unknown-direction
          { roles: [clrk] }                      | 2:15 | unknown-role
          { staff: [anne] }                      | 2:15 | unknown-account
          { permissions: [invoice.veiw] }        | 2:21 | unknown-permission
          { roles: [] }                          | 2:14 | empty-list
          { role: [clerk] }                      | 2:7  | unknown-key
          """)
  void read_slip_isRefusedWithItsPlace(String change, String place, String code) {
    assertThatThrownBy(() -> read("expect:\n  - " + change + "\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("expected.yaml:" + place + ": ")
        .hasMessageContaining("[" + code + "]");
  }

  @Test
  void read_moreThanAThousand_isRefused() {
    String one = "  - { staff: [ann] }\n";

    assertThatThrownBy(() -> read("expect:\n" + one.repeat(1_001)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("more than 1000 expected changes")
        .hasMessageContaining("[too-many-changes]");
  }
}
