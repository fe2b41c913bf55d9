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
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return PolicyTool.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void diff_ofEqualOrTighterPolicies_endsWith0() throws IOException {
    assertThat(diff(OLD + "# a remark\n")).isZero();
    assertThat(out.toString()).isEqualTo("equal\n");
    assertThat(diff(OLD.replace("amount: 100", "amount: 50"))).isZero();
    assertThat(out.toString())
        .startsWith("tighter\n  ann: payment.refund; ")
        .contains(
            "permit → deny\n",
            "    for example: {\"staff\":\"ann\",\"permission\":\"payment.refund\",");
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

  private static String wider() {
    return OLD.replace("base: { grants", "base: { includes: [more], grants")
        .replace("  clerk:\n", "  more: { grants: [client.delete] }\n  clerk:\n");
  }

  @Test
  void diff_withNoPublic_countsAddressesOfTheNewPolicy() throws IOException {
    assertThat(diff(OLD + "# the same\n", "--no-public", "256")).isZero();
    assertThat(diff(OLD + "# the same\n", "--no-public", "255")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("public: ann: payment.refund from 256 addresses: 203.0.113.0/24\n");
    assertThat(diff(wider(), "--no-public", "256", "--only", "permission:client.delete"))
        .isEqualTo(1);
    assertThat(err.toString()).isEqualTo("public: bob: client.delete from any address\n");
    assertThat(diff(OLD, "--no-public", "-1")).isEqualTo(2);
    assertThat(diff(OLD, "--no-public", "many")).isEqualTo(2);
  }

  @Test
  void diff_withOnly_failsOutsideOfWhatWasDeclared() throws IOException {
    assertThat(diff(wider(), "--only", "role:clerk,permission:client.*")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("changes that were not declared (wider)\n  bob: client.delete; ")
        .doesNotContain("ann:");
    assertThat(diff(wider(), "--only", "role:clerk", "--only", "role:base,permission:client.*"))
        .isZero();
    assertThat(out.toString()).isEqualTo("all changes were declared (wider)\n");
    assertThat(diff(OLD + "# the same\n", "--only", "role:clerk")).isZero();
    for (String wrong :
        List.of("clerk", "role:clrk", "permission:payment.refnd", "role:clerk,role:base", "")) {
      assertThat(diff(wider(), "--only", wrong)).as(wrong).isEqualTo(2);
      assertThat(err.toString()).startsWith("--only: ").doesNotContain("\tat ");
    }
  }

  private int diffExpecting(String expected, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("expected.yaml"), expected);
    List<String> all = new ArrayList<>(List.of("--expect", file.toString()));
    all.addAll(List.of(more));
    return diff(wider(), all.toArray(String[]::new));
  }

  @Test
  void diff_withExpectedChanges_failsIfThereAreOthersOrFewer() throws IOException {
    String met = "expect:\n  - { roles: [base], permissions: [client.delete], gets: more }\n";
    assertThat(diffExpecting(met)).isZero();
    assertThat(diffExpecting(met, "--no-new-access")).isZero();
    assertThat(diffExpecting("{\"expect\": [{\"staff\": [\"ann\", \"bob\"], \"gets\": \"more\"}]}"))
        .isZero();
    assertThat(diffExpecting(met + "  - { staff: [ann], permissions: [invoice.*], gets: less }\n"))
        .isEqualTo(1);
    assertThat(err.toString())
        .endsWith(
            "expected.yaml:3:5: nothing of it changes: staff ann; permissions invoice.*; gets"
                + " less\n");
    assertThat(diffExpecting("expect: []\n")).isEqualTo(1);
    assertThat(out.toString()).startsWith("changes that were not declared (wider)\n");
  }

  @Test
  void diff_withExpectedChangesThatCannotBeRead_endsWith2AndSaysWhere() throws IOException {
    for (String wrong :
        List.of(
            "expect:\n  - { role: [base] }\n",
            "expect:\n  - { roles: [bse] }\n",
            "expect:\n  - { staff: [anne] }\n",
            "expect:\n  - { permissions: [client.delte] }\n",
            "expect:\n  - { roles: [base], gets: mor }\n",
            "expect:\n  - { gets: more }\n",
            "expect:\n  - { roles: [], gets: more }\n",
            "expect:\n  - base\n")) {
      assertThat(diffExpecting(wrong)).as(wrong).isEqualTo(2);
      assertThat(err.toString()).as(wrong).contains("expected.yaml:2:").doesNotContain("\tat ");
    }
    assertThat(diffExpecting("expects: []\n")).isEqualTo(2);
    assertThat(err.toString()).contains("expected.yaml:1:1: unknown key `expects`");
    assertThat(diffExpecting("")).isEqualTo(2);
    Files.write(folder.resolve("binary.yaml"), new byte[] {0, (byte) 0xff, 1, 2});
    for (String file : List.of("missing.yaml", "binary.yaml", "")) {
      assertThat(diff(wider(), "--expect", folder.resolve(file).toString())).as(file).isEqualTo(2);
      assertThat(err.toString()).as(file).isNotEmpty().doesNotContain("\tat ");
    }
  }

  @Test
  void diff_asTests_writesWhatTheNewPolicyPassesAndTheOldDoesNot() throws IOException {
    assertThat(diff(wider(), "--as-tests")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("staffgate: 1\n")
        .contains("name: \"bob client.delete: permit, was deny\"", "permit: [client.delete]");
    Path tests = Files.writeString(folder.resolve("tests.yaml"), out.toString());
    assertThat(run("test", folder.resolve("new.yaml").toString(), tests.toString())).isZero();
    assertThat(run("test", folder.resolve("old.yaml").toString(), tests.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("2 tests: 0 passed, 2 failed");
    assertThat(diff(wider(), "--as-tests", "--json")).isEqualTo(2);
  }

  @Test
  void diff_asTests_namesWhatATestCannotSay() throws IOException {
    String withoutAnn = OLD.replace("ann: { roles: [clerk] }, ", "");
    assertThat(diff(withoutAnn, "--as-tests")).isZero();
    assertThat(out.toString())
        .startsWith("staffgate: 1\n# no test for ann: ")
        .contains("permit → deny: the policy that is tested has no account `ann`\n");
  }

  @Test
  void diff_ofAPolicyWithItself_isRefused() throws IOException {
    Path one = Files.writeString(folder.resolve("one.yaml"), OLD);
    assertThat(run("diff", one.toString(), folder + "/./one.yaml")).isEqualTo(2);
    assertThat(err.toString()).startsWith("OLD and NEW are the same: ");
    for (List<Path> same : List.of(List.of(folder, one), List.of(one, folder))) {
      assertThat(run("diff", same.get(0).toString(), same.get(1).toString())).isEqualTo(2);
      assertThat(err.toString()).startsWith("OLD and NEW are the same: ");
    }
  }

  @Test
  void diff_ofDifferentCatalogues_saysWhatOneAloneKnows() throws IOException {
    String own = OLD + "permissions: { note.read: { title: Read, category: note } }\n";
    assertThat(diff(own)).isZero();
    assertThat(out.toString())
        .isEqualTo("equal\n  beside: permissions that the new policy alone knows: note.read\n");
    assertThat(diff(own.replace("[client.view]", "[client.view, note.read]"))).isEqualTo(1);
    assertThat(out.toString()).startsWith("wider\n").contains("note.read");
  }
}
