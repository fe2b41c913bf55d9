package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The adapter of the tables of attacks: what it does not understand, it refuses. */
class AttackTableTest {
  private static final List<String> COLUMNS = List.of("id", "expected");

  private static List<Map<String, String>> read(String... lines) {
    return AttackTable.read("table", List.of(lines), COLUMNS);
  }

  @Test
  void table_asItIsExpected_hasItsRows() {
    assertThat(read("id\texpected", "a\t(empty)", "b\tblocked"))
        .containsExactly(
            Map.of("id", "a", "expected", ""), Map.of("id", "b", "expected", "blocked"));
  }

  @Test
  void table_withOtherColumnsRowsOrIds_isRefused() {
    for (List<String> wrong :
        List.of(
            List.of("id\twanted", "a\tblocked"),
            List.of("id\texpected\tmore", "a\tblocked\tx"),
            List.of("id\texpected", "a"),
            List.of("id\texpected", "a\tblocked\tx"),
            List.of("id\texpected", "a\tblocked", "a\tblocked"))) {
      assertThatThrownBy(() -> read(wrong.toArray(String[]::new)))
          .as("%s", wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void cell_thatIsNotKnown_isRefused() {
    assertThatThrownBy(
            () ->
                AttackTable.requireOneOf(
                    Map.of("id", "a", "expected", "permit"), "expected", List.of("blocked")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a: what is `permit` as expected?");
  }

  @Test
  void headers_ofAnotherForm_areRefused() {
    for (String wrong :
        List.of("[]", "{\"a\": 7}", "{\"a\": [\"x\", 7]}", "{\"a\": {\"of\": \"x\"}}")) {
      assertThatThrownBy(() -> AttackHeaders.lines(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
