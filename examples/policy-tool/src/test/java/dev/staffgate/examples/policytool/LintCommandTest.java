package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  private static final String CLEAN =
      """
      staffgate: 1
      roles: { owner: { includes: [full-administrator], requires: { second-factor: 8h } } }
      staff: { ann: { roles: [owner] }, ben: { roles: [owner] } }
      """;

  /** One thing of each weight: an expired assignment, and comments that allow it, well and ill. */
  private static final String FOUND =
      """
      staffgate: 1
      roles:
        owner: { includes: [full-administrator], requires: { second-factor: 8h } }
        desk: { grants: [client.view] }
        help: { grants: [ticket.view] }
      staff:
        ann: { roles: [owner] }
        ben:
          roles:
            - owner
            - { role: help, until: 2026-01-01T00:00Z } # to be deleted
            # staffgate: allow assignment-expired until 2027-03-01 because of the books
            - { role: desk, until: 2026-01-02T00:00Z }
            # staffgate: allow assignment-expired until 2027-03-01
            - { role: desk, until: 2026-01-03T00:00Z }
        # staffgate: allow deny-shadowed until 2027-03-01 because of the books
        carl: { roles: [desk, help] }
      """;

  @TempDir Path folder;
  private Path policy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() {
    policy = folder.resolve("policy.yaml");
  }

  private int lint(String text, String... more) throws IOException {
    Files.writeString(policy, text);
    List<String> all = new ArrayList<>(List.of("--at", "2027-02-03T11:00:00Z"));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private int run(String... more) {
    List<String> all = new ArrayList<>(List.of("lint", policy.toString()));
    all.addAll(List.of(more));
    return PolicyTool.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void lint_ofAPolicyWithoutFindings_endsWith0() throws IOException {
    assertThat(lint(CLEAN)).as(out.toString()).isZero();
    assertThat(out).hasToString("no findings\n");
  }

  @Test
  void lint_ofFindings_tellsPlaceWeightCodeAndMend() throws IOException {
    assertThat(lint(FOUND)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            P:11:17: note assignment-expired: `ben` had role `help` until 2026-01-01T00:00:00Z
              remove the assignment, or give it a later end
            P:14:61: error suppression-invalid: a suppression with nothing where `because` has to stand
              write `# staffgate: allow CODE until 2027-03-01 because …`
            P:15:17: note assignment-expired: `ben` had role `desk` until 2026-01-03T00:00:00Z
              remove the assignment, or give it a later end
            P:16:3: warning suppression-unused: `deny-shadowed` is allowed and is not found here
              delete the comment, or put it where the finding is
            4 findings: 1 error, 1 warning, 2 notes; allowed by comments: 1
            """
                .replace("P:", policy + ":"));
  }

  @Test
  void failOn_aWeight_leavesLighterOnesWithout1() throws IOException {
    String warning = FOUND.replace("until 2027-03-01\n", "until 2027-03-01 because of it\n");
    assertThat(lint(FOUND, "--fail-on", "error")).isEqualTo(1);
    assertThat(lint(warning, "--fail-on", "error")).isZero();
    assertThat(lint(warning, "--fail-on", "warning")).isEqualTo(1);
    assertThat(lint(FOUND, "--exit-zero")).isZero();
  }

  @Test
  void at_afterTheDay_theCommentAllowsNothingAnyLonger() throws IOException {
    Files.writeString(policy, FOUND);
    assertThat(run("--at", "2027-03-01T23:59:59Z")).isEqualTo(1);
    assertThat(out.toString()).contains("allowed by comments: 1").doesNotContain("expired: `a");
    assertThat(run("--at", "2027-03-02T00:00:00Z")).isEqualTo(1);
    assertThat(out.toString()).contains("suppression-expired: `assignment-expired` was allowed");
  }

  @Test
  void json_holdsFindingsAndWhatIsAllowed() throws IOException {
    assertThat(lint(FOUND, "--json")).isEqualTo(1);
    var json = SarifShape.map(JsonTree.parse(out.toString()));
    assertThat(json).containsEntry("errors", 1).containsEntry("warnings", 1);
    assertThat(SarifShape.list(json.get("findings"))).hasSize(4);
    assertThat(SarifShape.map(SarifShape.list(json.get("allowed")).get(0)))
        .containsEntry("code", "assignment-expired")
        .containsEntry("line", 13)
        .containsEntry("until", "2027-03-01")
        .containsEntry("reason", "of the books");
  }

  @Test
  void sarif_isOfTheShapeThatTheStandardHas() throws IOException {
    Path sarif = folder.resolve("made/lint.sarif");
    assertThat(lint(FOUND, "--sarif", sarif.toString(), "--docs", "https://docs.example/lint/"))
        .isEqualTo(1);
    Object log = JsonTree.parse(Files.readString(sarif));
    SarifShape.check(log);
    var run = SarifShape.map(SarifShape.list(SarifShape.map(log).get("runs")).get(0));
    List<Object> results = SarifShape.list(run.get("results"));
    assertThat(results).hasSize(5);
    assertThat(results)
        .filteredOn(one -> !SarifShape.list(SarifShape.map(one).get("suppressions")).isEmpty())
        .singleElement()
        .asString()
        .contains("justification=of the books (until 2027-03-01)", "startLine=13");
    assertThat(Files.readString(sarif))
        .contains("\"https://docs.example/lint/grant-shadowed.md\"", policy.toUri().toString());

    lint("# moved down\n" + FOUND, "--sarif", folder.resolve("moved.sarif").toString());
    assertThat(fingerprints(folder.resolve("moved.sarif"))).isEqualTo(fingerprints(sarif));
    assertThat(fingerprints(sarif)).doesNotHaveDuplicates();
  }

  private static List<String> fingerprints(Path sarif) throws IOException {
    return Files.readString(sarif)
        .lines()
        .filter(line -> line.contains("staffgateFinding/v1"))
        .toList();
  }

  @Test
  void sarif_ofAFileInAFolderWithBlanks_namesItAsAUri() {
    assertThat(LintReportSarif.uri("policies/a b/ä:c.yaml"))
        .isEqualTo("policies/a%20b/%C3%A4%3Ac.yaml");
    assertThat(LintReportSarif.uri("./x/../policy.yaml")).isEqualTo("policy.yaml");
    assertThat(LintReportSarif.uri("/etc/policy.yaml")).isEqualTo("file:///etc/policy.yaml");
  }

  @Test
  void sarif_thatCannotBeWritten_endsWith2() throws IOException {
    assertThat(lint(FOUND, "--sarif", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--sarif: " + folder + " cannot be written: it is a folder");
  }

  @Test
  void github_escapesWhatWouldEndAPropertyOrALine() throws IOException {
    policy = folder.resolve("a,b:c%.yaml");
    assertThat(lint(FOUND, "--github")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "::notice file="
                + folder
                + "/a%2Cb%3Ac%25.yaml,line=11,col=17,title=assignment-expired::`ben` had role"
                + " `help` until 2026-01-01T00:00:00Z%0A",
            "::error file=",
            "::warning file=")
        .endsWith("4 findings: 1 error, 1 warning, 2 notes; allowed by comments: 1\n");
    assertThat(LintReportGithub.data("100%\r\na:b,c")).isEqualTo("100%25%0D%0Aa:b,c");
    assertThat(LintReportGithub.property("100%\r\na:b,c")).isEqualTo("100%25%0D%0Aa%3Ab%2Cc");
  }

  @Test
  void routes_thatTheFilterWarnsOf_areFindings() throws IOException {
    String text =
        CLEAN
            + """
            routes:
              - { path: "/**", permission: client.view }
              - { path: /never, permission: client.edit }
            """;
    assertThat(lint(text)).isEqualTo(1);
    assertThat(out.toString())
        .contains(policy + ":6:5: warning route-warning: the route `/never` at " + policy + ":6");
    assertThat(
            lint(
                text.replace(
                    "  - { path: /never",
                    "  # staffgate: allow route-warning until 2027-03-01 because of a test\n"
                        + "  - { path: /never")))
        .isZero();
  }

  @Test
  void fix_thatBreaksATest_tellsIt() throws IOException {
    String text =
        """
        staffgate: 1
        roles: { desk: { grants: [client.view], denies: [client.delete] } }
        staff: { ann: { roles: [desk] } }
        tests:
          - { name: refused, at: 2026-11-24T10:00:00Z, staff: ann, deny: [client.delete], because: denied-by-role }
        """;
    assertThat(lint(text, "--fix", "--accept", "deny-never-hits", "--exit-zero")).isZero();
    assertThat(err.toString()).contains("a test does not pass any more: refused");
  }

  @Test
  void message_ofAFileThatIsNotThere_hasNoControlCharacters() throws IOException {
    assertThat(run("lint", folder.resolve("no\u001b[31mred.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("red.yaml").doesNotContain("\u001b");
  }

  @Test
  void fix_thatChangesDecisions_isNotMadeUnlessItsCodeIsAccepted() throws IOException {
    assertThat(lint(FOUND, "--fix")).isEqualTo(1);
    assertThat(policy).hasContent(FOUND);
    assertThat(err.toString())
        .contains(
            "not fixed: ",
            " [assignment-expired]: the fix ",
            "it changes decisions or a test, or what is there may be meant: agree with --accept"
                + " assignment-expired");

    assertThat(lint(FOUND, "--fix", "--accept", "assignment-expired")).isEqualTo(1);
    assertThat(policy)
        .hasContent(
            FOUND
                .replace("      - { role: help, until: 2026-01-01T00:00Z } # to be deleted\n", "")
                .replace("      # staffgate: allow assignment-expired until 2027-03-01\n", "")
                .replace("      - { role: desk, until: 2026-01-03T00:00Z }\n", ""));
    String once = Files.readString(policy);
    assertThat(lint(once, "--fix", "--accept", "assignment-expired")).isEqualTo(1);
    assertThat(policy).hasContent(once);
  }

  @Test
  void fix_thatChangesNoDecision_isMadeAndKeepsAllElse() throws IOException {
    String found =
        """
        staffgate: 1
        networks:
          office: [203.0.113.0/24] # of the firm
          hotel: [198.51.100.0/24] # closed in 2025
        roles:
          owner: { includes: [full-administrator], requires: { second-factor: 8h } }
          desk:
            grants:
              - client.view # all of them
              # from the office
              - { permission: client.view, networks: [office] }
              - { permission: ticket.view, networks: [office] } # and tickets
        staff: { ann: { roles: [owner] }, ben: { roles: [owner] }, carl: { roles: [desk] } }
        """;
    assertThat(lint(found, "--fix")).as(out.toString() + err).isZero();
    String fixed =
        found
            .replace("  hotel: [198.51.100.0/24] # closed in 2025\n", "")
            .replace("      - { permission: client.view, networks: [office] }\n", "");
    assertThat(policy).hasContent(fixed);
    assertThat(out).hasToString("no findings\n");
    assertThat(lint(fixed, "--fix")).isZero();
    assertThat(policy).hasContent(fixed);
  }

  @Test
  void dryRun_showsADifferenceThatPatchTakes_andChangesNothing() throws IOException {
    assertThat(lint(FOUND, "--fix", "--dry-run", "--accept", "assignment-expired")).isEqualTo(1);
    assertThat(policy).hasContent(FOUND);
    assertThat(out.toString())
        .startsWith("--- " + policy + "\n+++ " + policy + "\n@@ -8,10 +8,7 @@\n")
        .contains("-      - { role: help, until: 2026-01-01T00:00Z } # to be deleted\n")
        .doesNotContain("findings");
    assertThat(err.toString()).contains("would fix: ");
  }

  @Test
  void fix_ofALink_replacesWhatItLeadsTo() throws IOException {
    Path real = folder.resolve("real.yaml");
    Files.writeString(real, FOUND);
    Files.createSymbolicLink(policy, real);
    assertThat(run("--at", "2027-02-03T11:00:00Z", "--fix", "--accept", "assignment-expired"))
        .isEqualTo(1);
    assertThat(policy).isSymbolicLink();
    assertThat(Files.readString(real)).doesNotContain("to be deleted");
  }

  @Test
  void fix_inAFolderThatMayNotBeWritten_endsWith2AndChangesNothing() throws IOException {
    Files.writeString(policy, FOUND);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeThat(Files.isWritable(folder)).as("this user may write everywhere").isFalse();
      assertThat(run("--at", "2027-02-03T11:00:00Z", "--fix", "--accept", "assignment-expired"))
          .isEqualTo(2);
      assertThat(err.toString()).contains("--fix: nothing was changed: ");
      assertThat(policy).hasContent(FOUND);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void options_thatCannotBe_endWith2AndSayWhy() throws IOException {
    assertThat(lint(CLEAN, "--fail-on", "worse")).isEqualTo(2);
    assertThat(lint(CLEAN, "--at", "tomorrow")).isEqualTo(2);
    assertThat(lint(CLEAN, "--admins", "1")).isEqualTo(2);
    assertThat(lint(CLEAN, "--fix", "--accept", "nothing")).isEqualTo(2);
    assertThat(lint(CLEAN, "--dry-run")).isEqualTo(2);
    assertThat(lint(CLEAN, "--json", "--github")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--fail-on: `worse` is not error, warning or note\n",
            "--admins: 1 are too few, nobody could help; at least 2\n",
            "--accept: nothing is not a code of lint\n",
            "--dry-run: it goes with --fix\n",
            "--json and --github: choose one of them\n");
  }

  @Test
  void file_thatCannotBeUsed_endsWith2() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("does not exist");
    assertThat(lint("staffgate: 1\nroles: { a: { includes: [b] } }\n")).isEqualTo(2);
    Files.write(policy, new byte[] {0, 1, 2, (byte) 0xff});
    assertThat(run()).isEqualTo(2);
  }
}
