package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

/** Diffs of policies with very many includes end, and say so if they are not exact. */
class PolicyDiffIncludesTest {
  private static final int DEEP = 5_000;
  private static final String STAFF = "staff:\n  alice: { roles: [r0] }\n";

  // Each role includes the next one, and the last grants something.
  private static String nested(String requires, String granted) {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    for (int i = 0; i < DEEP; i++) {
      text.append("  r%d: { %sincludes: [r%d] }\n".formatted(i, requires, i + 1));
    }
    return text.append("  r%d: { grants: [%s] }\n".formatted(DEEP, granted)).toString();
  }

  // Each role of a layer includes both of the next one.
  private static String layers(int count, String granted) {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n  r0: { includes: [a1, b1] }\n");
    for (int i = 1; i < count; i++) {
      for (String side : new String[] {"a", "b"}) {
        text.append("  %s%d: { includes: [a%d, b%d] }\n".formatted(side, i, i + 1, i + 1));
      }
    }
    return text.append("  a%d: { grants: [%s] }\n".formatted(count, granted))
        .append("  b%d: { grants: [%s] }\n".formatted(count, granted))
        .toString();
  }

  private static PolicyDiff diff(String before, String after) {
    return PolicyDiff.between(
        PolicyFiles.parse("before.yaml", before), PolicyFiles.parse("after.yaml", after));
  }

  @Test
  void between_thousandsOfNestedIncludes_isExact() {
    PolicyDiff diff =
        diff(
            nested("", "client.view") + STAFF,
            nested("", "{ permission: client.view, second-factor: 1h }") + STAFF);
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.TIGHTER);
    assertThat(diff.regions()).hasSize(1);
  }

  @Test
  void between_thousandsOfNestedIncludesThatRequire_isUnknown() {
    String requires = "requires: { above: { amount: 1 } }, ";
    PolicyDiff diff =
        diff(nested(requires, "client.view") + STAFF, nested(requires, "client.edit") + STAFF);
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.UNKNOWN);
    assertThat(diff.gaps())
        .extracting(DiffRemark::toString)
        .containsExactly(
            "the include paths of role r0 have more than 50000 roles and conditions: alice");
  }

  @Test
  void between_thousandsOfNestedIncludesForADirectory_isUnknown() {
    PolicyDiff diff = diff(nested("", "client.view"), nested("", "client.edit"));
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.UNKNOWN);
    assertThat(diff.gaps())
        .extracting(DiffRemark::text)
        .containsExactly(
            "the include paths of all roles have more than 500000 roles and conditions");
  }

  @Test
  void between_includesInLayers_isExact() {
    PolicyDiff diff = diff(layers(40, "client.view") + STAFF, layers(40, "client.edit") + STAFF);
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.BOTH);
  }

  @Test
  void between_manyRolesOfADirectory_isUnknown() {
    PolicyDiff diff = diff(many("client.view"), many("client.edit"));
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.UNKNOWN);
    assertThat(diff.gaps())
        .extracting(DiffRemark::text)
        .containsOnly("more than 1000 things that answers depend on: too many at once");
  }

  private static String many(String granted) {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    for (int i = 0; i < 600; i++) {
      text.append("  r%d: { grants: [%s] }\n".formatted(i, granted));
    }
    return text.toString();
  }
}
