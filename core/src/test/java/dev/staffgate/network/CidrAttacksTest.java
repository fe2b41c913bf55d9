package dev.staffgate.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.SharedFolder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every row of {@code attacks/cidr.tsv}: hostile and harmless addresses and blocks. */
class CidrAttacksTest {
  @Test
  void everyRow_isAnsweredAsExpected() {
    List<Map<String, String>> rows = SharedFolder.table("attacks/cidr.tsv");
    assertThat(rows).hasSizeGreaterThan(150);
    assertThat(
            rows.stream()
                .filter(row -> !answer(row).equals(row.get("expected")))
                .map(row -> row.get("id") + ": " + answer(row) + " for " + row))
        .isEmpty();
  }

  /** What a set of ranges answers has to be what the block alone answers. */
  @Test
  void everyRowThatAsksForContainment_isAnsweredAlikeByASet() {
    assertThat(
            SharedFolder.table("attacks/cidr.tsv").stream()
                .filter(row -> row.get("kind").equals("contains"))
                .filter(row -> !answerOfSet(row).equals(row.get("expected")))
                .map(row -> row.get("id") + ": " + answerOfSet(row) + " for " + row))
        .isEmpty();
  }

  private static String answer(Map<String, String> row) {
    String input = text(row, "input");
    try {
      return switch (row.get("kind")) {
        case "parse_ip" -> IpAddress.parse(input).toString();
        case "parse_cidr" -> Cidr.parse(input).toString();
        case "contains" ->
            Boolean.toString(Cidr.parse(input).contains(IpAddress.parse(text(row, "other"))));
        default -> "unknown kind";
      };
    } catch (IllegalArgumentException e) {
      return "invalid";
    }
  }

  private static String answerOfSet(Map<String, String> row) {
    NetworkSet set = NetworkSet.of(IpRange.parse(text(row, "input")));
    try {
      return Boolean.toString(set.contains(text(row, "other")));
    } catch (IllegalArgumentException e) {
      return "invalid";
    }
  }

  private static String text(Map<String, String> row, String column) {
    return new String(SharedFolder.unescape(row.get(column)), UTF_8);
  }
}
