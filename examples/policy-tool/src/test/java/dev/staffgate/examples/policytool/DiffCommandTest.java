package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final String OLD =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        base: { grants: [client.view] }
        clerk:
          includes: [base]
          requires: { networks: [office] }
          grants: [invoice.view, { permission: payment.refund, up-to: { amount: 100 } }]
      staff: { ann: { roles: [clerk] }, bob: { roles: [base] } }
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int diff(String changed, String... more) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "diff",
                Files.writeString(folder.resolve("old.yaml"), OLD).toString(),
                Files.writeString(folder.resolve("new.yaml"), changed).toString()));
    all.addAll(List.of(more));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return PolicyTool.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void diff_ofEqualOrTighterPolicies_endsWith0() throws IOException {
    assertThat(diff(OLD + "# a remark\n")).isZero();
    assertThat(out.toString()).isEqualTo("equal\n");
    assertThat(diff(OLD.replace("amount: 100", "amount: 50"))).isZero();
    assertThat(out.toString())
        .startsWith("tighter\n  ann: payment.refund; ")
        .contains("permit → deny\n", "    for example: AccessRequest[ann, payment.refund, ");
    assertThat(diff(OLD.replace("amount: 100", "amount: 50"), "--no-new-access")).isZero();
    assertThat(out.toString()).isEqualTo("no new access (tighter)\n");
  }

  @Test
  void diff_thatOpensSomethingByAnInclude_endsWith1AndShowsIt() throws IOException {
    String wider = OLD.replace("base: { grants", "base: { includes: [more], grants");
    String more = wider.replace("  clerk:\n", "  more: { grants: [client.delete] }\n  clerk:\n");

    assertThat(diff(more, "--no-new-access")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("new access (wider)\n  ")
        .contains("bob: client.delete", "deny → permit");
    assertThat(diff(more)).isEqualTo(1);
    assertThat(out.toString()).startsWith("wider\n");
    assertThat(diff(more, "--exit-zero")).isZero();
  }

  @Test
  void diff_thatOpensAndCloses_isNewAccessToo() throws IOException {
    String both = OLD.replace("amount: 100", "amount: 50").replace("client.view", "client.edit");

    assertThat(diff(both, "--no-new-access")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("new access (both)\n")
        .contains("client.edit")
        .doesNotContain("permit → deny");
  }

  @Test
  void diff_thatCannotBeTold_isNeitherAccessNorNone() throws IOException {
    String withoutStaff = OLD.substring(0, OLD.indexOf("staff: {"));

    assertThat(diff(withoutStaff, "--no-new-access")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("it cannot be told whether there is new access (unknown)\n")
        .contains("  not exact: ");
  }

  @Test
  void diff_withJson_isOneObject() throws IOException {
    assertThat(diff(OLD.replace("amount: 100", "amount: 500"), "--json")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(out.toString())) {
      while (json.nextToken() != null) {} // it is JSON to its end
    }
    assertThat(out.toString()).startsWith("{\"verdict\":\"wider\"");
  }

  @Test
  void diff_withWhatMustNeverBe_looksAtTheNewPolicy() throws IOException {
    assertThat(diff(OLD, "--never", "base=payment.refund")).isZero();
    assertThat(diff(OLD, "--never", "clerk=payment.refund")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("never: somebody with the role `clerk` may have `payment.refund`\n");
    assertThat(diff(OLD, "--never", "clerk=payment.refund", "--never", "clerk=client.delete"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("`clerk` may have `payment.refund`").hasLineCount(1);
    assertThat(diff(OLD, "--never", "clerk")).isEqualTo(2);
    assertThat(err.toString()).contains("`clerk` is not ROLE=PERMISSION");
    assertThat(diff(OLD, "--never", "clrk=payment.refund")).isEqualTo(2);
    assertThat(diff(OLD, "--never", "clerk=payment.refnd")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean `payment.refund`?");
  }

  @Test
  void diff_ofAPolicyThatCannotBeRead_endsWith2() throws IOException {
    assertThat(diff("staffgate: 1\nrolls: {}\n")).isEqualTo(2);
    assertThat(diff(OLD, "more.yaml")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
  }
}
