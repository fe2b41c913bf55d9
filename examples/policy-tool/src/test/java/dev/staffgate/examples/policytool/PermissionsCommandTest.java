package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("permissions"));
    all.addAll(List.of(arguments));
    return PolicyTool.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void permissions_withoutAPolicy_areTheBuiltInOnesByCategory() {
    assertThat(run()).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("  "))).hasSize(192);
    assertThat(out.toString())
        .startsWith("billing\n  billable-item.manage ")
        .contains("\nsystem\n")
        .containsPattern(
            "invoice\\.delete +Delete an invoice for good \\(sensitive\\) \\[needs invoice\\.view\\]\n");
  }

  @Test
  void permissions_searchedAndFiltered_areTheFew() {
    assertThat(run("REFUND", "--sensitive", "--category", "billing")).isZero();
    assertThat(out.toString().lines())
        .hasSizeBetween(3, 5)
        .anyMatch(line -> line.startsWith("  payment.refund "))
        .allMatch(line -> line.equals("billing") || line.contains("(sensitive)"));
  }

  @Test
  void permissions_ofAPolicy_haveItsOwn() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("p.yaml"),
            "staffgate: 1\ncatalog: none\npermissions: { note.read: { title: Read \"notes\","
                + " category: note } }\n");

    assertThat(run("--json", "--policy", policy.toString())).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "[{\"id\":\"note.read\",\"title\":\"Read \\\"notes\\\"\",\"category\":\"note\",\"sensitive\":false,\"needs\":[]},"
                + "{\"id\":\"server.sso\",\"title\":\"Open a session in a server's panel\",\"category\":\"system\",\"sensitive\":false,\"needs\":[]}]\n");
  }

  @Test
  void permissions_ofWhichNoneIsFound_endWith1AndABrokenPolicyWith2() {
    assertThat(run("no such thing")).isEqualTo(1);
    assertThat(out.toString()).isEqualTo("none\n");
    assertThat(run("--policy", folder.resolve("none.yaml").toString())).isEqualTo(2);
  }
}
