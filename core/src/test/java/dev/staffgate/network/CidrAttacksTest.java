package dev.staffgate.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.SharedFolder;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** A set of ranges must answer as the block alone does. */
  @Test
  void everyRowThatAsksForContainment_isAnsweredAlikeByASet() {
    assertThat(
            SharedFolder.table("attacks/cidr.tsv").stream()
                .filter(row -> row.get("kind").equals("contains"))
                .filter(row -> !answerOfSet(row).equals(row.get("expected")))
                .map(row -> row.get("id") + ": " + answerOfSet(row) + " for " + row))
        .isEmpty();
  }

  /** Without this, a family that lost its rows would go on to pass. */
  @Test
  void everyFamily_isThereWithTheAnswerThatItsNameSays() {
    Map<String, Set<String>> outcomes =
        SharedFolder.table("attacks/cidr.tsv").stream()
            .collect(
                groupingBy(
                    row -> row.get("kind") + " " + row.get("family"),
                    mapping(CidrAttacksTest::outcome, toSet())));
    assertThat(outcomes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("parse_ip v4-valid", Set.of("read")),
                Map.entry("parse_ip v6-valid", Set.of("read")),
                Map.entry("parse_ip v6-canonical", Set.of("read")),
                Map.entry("parse_ip v4-mapped", Set.of("read")),
                Map.entry("parse_ip leading-zero", Set.of("refused")),
                Map.entry("parse_ip v4-invalid", Set.of("refused")),
                Map.entry("parse_ip v6-invalid", Set.of("refused")),
                Map.entry("parse_ip zone", Set.of("refused")),
                Map.entry("parse_cidr cidr-valid", Set.of("read")),
                Map.entry("parse_cidr single-address", Set.of("read")),
                Map.entry("parse_cidr v4-mapped", Set.of("read", "refused")),
                Map.entry("parse_cidr host-bits", Set.of("refused")),
                Map.entry("parse_cidr leading-zero", Set.of("refused")),
                Map.entry("parse_cidr prefix-invalid", Set.of("refused")),
                Map.entry("parse_cidr prefix-notation", Set.of("refused")),
                Map.entry("parse_cidr zone", Set.of("refused")),
                Map.entry("contains contains-v4", Set.of("true", "false")),
                Map.entry("contains contains-v6", Set.of("true", "false")),
                Map.entry("contains contains-mapped", Set.of("true", "false")),
                Map.entry("contains contains-family", Set.of("false")),
                Map.entry("contains contains-invalid", Set.of("refused"))));
  }

  private static String outcome(Map<String, String> row) {
    String answer = answer(row);
    return switch (answer) {
      case "invalid" -> "refused";
      case "true", "false" -> answer;
      default -> "read";
    };
  }

  /**
   * A policy refuses what a request refuses, and mapped addresses as well. A range is not a block,
   * but a policy may write it.
   */
  @Test
  void everyRowThatIsRefusedOrMapped_isRefusedInAPolicyToo() {
    assertThat(
            SharedFolder.table("attacks/cidr.tsv").stream()
                .filter(row -> row.get("kind").startsWith("parse_"))
                .filter(row -> answer(row).equals("invalid") || isMapped(row))
                .filter(row -> !text(row, "input").equals("10.0.0.0-10.0.0.255"))
                .filter(CidrAttacksTest::isReadInAPolicy)
                .map(row -> row.get("id")))
        .isEmpty();
  }

  private static boolean isMapped(Map<String, String> row) {
    return text(row, "input").contains(":") && !answer(row).contains(":");
  }

  private static boolean isReadInAPolicy(Map<String, String> row) {
    String input = text(row, "input");
    try {
      String read =
          row.get("kind").equals("parse_ip")
              ? IpAddress.parseUnmapped(input).toString()
              : IpRange.parseUnmapped(input).toString();
      return !read.isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
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
