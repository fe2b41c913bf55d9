package dev.staffgate.yaml.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintSuppression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference 2, tests: comments that suppress findings of the lint. */
class SuppressionReaderTest {
  private static final String ALLOW = "# staffgate: allow grant-shadowed until 2027-03-01 because ";

  private static SuppressionReader read(String text) {
    SuppressionReader reader = new SuppressionReader();
    reader.read(0, "p.yaml", text);
    return reader;
  }

  private static List<String> ranges(String text) {
    SuppressionReader reader = read(text);
    assertThat(reader.faults()).isEmpty();
    return reader.suppressions().stream()
        .map(
            one ->
                one.reason()
                    + " "
                    + one.first().line()
                    + ":"
                    + one.first().column()
                    + "-"
                    + one.last().line()
                    + ":"
                    + one.last().column())
        .toList();
  }

  @Test
  void comment_wellFormed_isReadWithItsPlace() {
    LintSuppression read =
        read("""
            staffgate: 1
            roles:
              # staffgate: allow role-unheld until 2027-03-01 because it is kept
              r: {}
            """)
            .suppressions()
            .get(0);
    assertThat(read.code()).isEqualTo(LintCode.ROLE_UNHELD);
    assertThat(read.until()).isEqualTo("2027-03-01");
    assertThat(read.reason()).isEqualTo("it is kept");
    assertThat(read.at()).hasToString("p.yaml:3:3");
    assertThat(read.at().length()).isEqualTo(66);
  }

  @Test
  void commentAtTheEndOfALine_bindsWhatStandsBeforeItOnThatLine() {
    assertThat(ranges("staffgate: 1\nroles: { r: {} } " + ALLOW + "a\n"))
        .containsExactly("a 2:1-2:18");
  }

  @Test
  void commentAlone_bindsTheWholeEntryAfterIt() {
    assertThat(
            ranges(
                """
                staffgate: 1
                # staffgate: allow grant-shadowed until 2027-03-01 because a
                # A header.

                # staffgate: allow grant-shadowed until 2027-03-01 because b
                roles:
                  # staffgate: allow grant-shadowed until 2027-03-01 because c
                  desk:
                    title: "Desk # 1"
                    grants:
                      # staffgate: allow grant-shadowed until 2027-03-01 because d
                      - permission: client.view
                        # staffgate: allow grant-shadowed until 2027-03-01 because e
                        networks: [203.0.113.1,
                          # staffgate: allow grant-shadowed until 2027-03-01 because f
                          203.0.113.2 ]
                      -
                        # staffgate: allow grant-shadowed until 2027-03-01 because g
                        permission: ticket.view
                        # staffgate: allow grant-shadowed until 2027-03-01 because h
                  other: {}
                """))
        .containsExactly(
            "a 6:1-21:11",
            "b 6:1-21:11",
            "c 8:3-19:31",
            "d 12:7-16:23",
            "e 14:9-16:23",
            "f 16:11-16:21",
            "g 19:9-19:31",
            "h 21:3-21:11");
  }

  @Test
  void commentBeforeAComma_bindsTheItemBehindIt() {
    assertThat(
            ranges(
                "staffgate: 1\ndepartments: [ sales\n  " + ALLOW + "a\n  , billing, support ]\n"))
        .containsExactly("a 4:5-4:11");
  }

  @Test
  void commentOfABlockScalar_bindsItsLine_andTheTextIsNone() {
    assertThat(
            ranges(
                "staffgate: 1\nroles:\n  r:\n    title: |- "
                    + ALLOW
                    + "a\n      Text\n      "
                    + ALLOW
                    + "b\n    "
                    + ALLOW
                    + "c\n    includes: [x]\n"))
        .containsExactly("a 4:1-4:15", "c 8:5-8:17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: \"T # staffgate: allow x\"",
        "title: 'T # staffgate: allow x'",
        "title: T# staffgate: allow x", // no blank before it: text, and the next is a value
        "title: T # A remark. See allow.",
        "title: T # staffgate: 1",
        "title: T # Staffgate decides here",
        "title: \"T\\\n      # staffgate: allow x\""
      })
  void text_thatIsNoSuppression_isLeftAlone(String line) {
    String text = "staffgate: 1\nroles:\n  r:\n    " + line + "\n";
    if (line.contains("T# staffgate: ")) {
      text = text.replace("gate: allow", "gate allow");
    }
    SuppressionReader reader = read(text);
    assertThat(reader.suppressions()).isEmpty();
    assertThat(reader.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          35 | # staffgate: allow grant-shadowed because x | a suppression with `because` where `until` has to stand
          41 | # staffgate: allow grant-shadowed until 2027-02-30 because x | a suppression until `2027-02-30`, which is not in the calendar
          41 | # staffgate: allow grant-shadowed until 1.3.2027 because x | a suppression with `1.3.2027` where a day has to stand
          41 | # staffgate: allow grant-shadowed until because x | a suppression with `because` where a day has to stand
          40 | # staffgate: allow grant-shadowed until | a suppression with nothing where a day has to stand
          51 | # staffgate: allow grant-shadowed until 2027-03-01 | a suppression with nothing where `because` has to stand
          59 | # staffgate: allow grant-shadowed until 2027-03-01 because | a suppression without a reason
          60 | # staffgate: allow grant-shadowed until 2027-03-01 because … | a suppression without a reason
          20 | # staffgate: allow grant-shadowd until 2027-03-01 because x | a suppression of an unknown code, `grant-shadowd`
          19 | # staffgate: allow | a suppression of no code
          20 | # staffgate: allow grant-shadowed, role-unheld until 2027-03-01 because x | a suppression of more than one code
          35 | # staffgate: allow grant-shadowed role-unheld until 2027-03-01 because x | a suppression of more than one code
          20 | # staffgate: allow suppression-unused until 2027-03-01 because x | a suppression of `suppression-unused`, which cannot be suppressed
          14 | # staffgate: ignore grant-shadowed until 2027-03-01 because x | a suppression with `ignore` where `allow` has to stand
          1 | # Staffgate: allow grant-shadowed until 2027-03-01 because x | a suppression that does not begin its comment as it has to
          1 | # staffgate allow grant-shadowed until 2027-03-01 because x | a suppression that does not begin its comment as it has to
          1 | # staffgate:allow grant-shadowed until 2027-03-01 because x | a suppression that does not begin its comment as it has to
          1 | ## staffgate: allow grant-shadowed until 2027-03-01 because x | a suppression that does not begin its comment as it has to
          1 | # later, staffgate: allow grant-shadowed until 2027-03-01 because x | a suppression that does not begin its comment as it has to
          62 | # staffgate: allow grant-shadowed until 2027-03-01 because x staffgate: allow role-unheld | a second suppression in one comment
          """)
  void comment_malformed_isAFindingWithItsPlace(int column, String comment, String what) {
    SuppressionReader reader = read("staffgate: 1\n" + comment + "\nroles: { r: {} }\n");
    assertThat(reader.suppressions()).isEmpty();
    LintFinding fault = reader.faults().get(0);
    assertThat(fault.code()).isEqualTo(LintCode.SUPPRESSION_INVALID);
    assertThat(fault.what()).isEqualTo(what);
    assertThat(fault.at()).hasToString("p.yaml:2:" + column);
  }

  @Test
  void code_misspelt_isAnsweredByTheNearest() {
    assertThat(
            read("staffgate: 1 # staffgate: allow grant-shadow until 2027-03-01 because x\n")
                .faults()
                .get(0)
                .mend())
        .isEqualTo("did you mean `grant-shadowed`?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "staffgate: 1\nroles: { r: {} }\n# …\n",
        "staffgate: 1\nroles: { r: {}\n # …\n }\n",
        "staffgate: 1\nroles:\n  # …\n  { r: {} }\n",
        "# …\n---\nstaffgate: 1\n",
        "staffgate: 1\n...\n# …\n"
      })
  void comment_thatNoEntryFollows_isAFinding(String text) {
    SuppressionReader reader = read(text.replace("# …", ALLOW + "x"));
    assertThat(reader.suppressions()).isEmpty();
    assertThat(reader.faults())
        .extracting(LintFinding::what)
        .containsExactly("a suppression that no entry follows");
  }

  @Test
  void comment_gluedToAText_isAFinding() {
    SuppressionReader reader =
        read("staffgate: 1\nroles: { r: { title: \"T\"" + ALLOW + "x\n } }\n");
    assertThat(reader.faults())
        .extracting(LintFinding::what)
        .containsExactly("a suppression right behind a text");
  }

  @Test
  void reason_tooLong_isAFinding() {
    assertThat(read("staffgate: 1 " + ALLOW + "x".repeat(500) + "\n").faults()).isEmpty();
    assertThat(read("staffgate: 1 " + ALLOW + "x".repeat(501) + "\n").faults())
        .extracting(LintFinding::what)
        .containsExactly("a suppression whose reason has more than 500 characters");
  }

  @Test
  void comments_moreThanTheBound_areToldOnce() {
    SuppressionReader reader =
        read("staffgate: 1\n" + (ALLOW + "x\n").repeat(10_020) + "roles: {}\n");
    assertThat(reader.suppressions()).hasSize(10_000);
    assertThat(reader.faults())
        .extracting(fault -> fault.at().line() + " " + fault.what())
        .containsExactly(
            "10002 more than 10000 suppressions in one policy; those from here on are not read");
  }

  @Test
  void windowsLinesAndCharactersOutsideTheFirstPlane_countAsPlacesDo() {
    assertThat(ranges("\uFEFFstaffgate: 1\r\nroles: { r: { title: \"😀\" } } " + ALLOW + "a \r\n"))
        .containsExactly("a 2:1-2:30");
  }
}
