package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.network.IpRange;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Comments that suppress findings: edits keep them, and they go with the entry that they bind. */
class EditedSuppressionsTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks:
        # staffgate: allow one until 2027-03-01 because of a
        office: [203.0.113.1]
        # The home office.
        # staffgate: allow two until 2027-03-01 because of b
        home: [203.0.113.2]

        # staffgate: allow three until 2027-03-01 because of c
        hall: [203.0.113.3] # staffgate: allow four until 2027-03-01 because of d
      # staffgate: allow five until 2027-03-01 because of e
      roles:
        desk:
          grants:
            # staffgate: allow six until 2027-03-01 because of f
            - client.view
            # staffgate: allow seven until 2027-03-01 because of g
            # staffgate: allow eight until 2027-03-01 because of h
            - permission: payment.refund
              # staffgate: allow nine until 2027-03-01 because of i
              networks: [office]
            # staffgate: allow ten until 2027-03-01 because of j
            - ticket.view
      """;

  @Test
  void firstEntry_removed_takesItsCommentAlong() {
    assertThat(edited(POLICY, edit -> edit.removeGrant("desk", Grant.of("client.view"))))
        .isEqualTo(
            without(
                "      # staffgate: allow six until 2027-03-01 because of f\n",
                "      - client.view\n"));
  }

  @Test
  void middleEntry_removed_takesAllItsCommentsAlongAndLeavesTheHeader() {
    String text = edited(POLICY, edit -> withGrants(edit, EditedSuppressionsTest::withoutRefunds));
    assertThat(text)
        .isEqualTo(
            without(
                "      # staffgate: allow seven until 2027-03-01 because of g\n",
                "      # staffgate: allow eight until 2027-03-01 because of h\n",
                "      - permission: payment.refund\n",
                "        # staffgate: allow nine until 2027-03-01 because of i\n",
                "        networks: [office]\n"));
    assertThat(edited(text, edit -> edit.removeNetwork("home")))
        .contains("  # The home office.\n\n  # staffgate: allow three")
        .doesNotContain("allow two");
  }

  @Test
  void lastEntry_removed_takesTheCommentOnItsLineAlongAndLeavesThatOfTheNextSection() {
    assertThat(edited(POLICY, edit -> edit.removeNetwork("hall")))
        .isEqualTo(
            without(
                "  # staffgate: allow three until 2027-03-01 because of c\n",
                "  hall: [203.0.113.3] # staffgate: allow four until 2027-03-01 because of d\n"));
  }

  @Test
  void allOfAList_removed_takesTheirCommentsAlong() {
    assertThat(edited(POLICY, edit -> withGrants(edit, all -> List.of())))
        .endsWith("  desk: {}\n")
        .contains("allow five")
        .doesNotContain("allow six", "allow seven", "allow eight", "allow nine", "allow ten");
  }

  @Test
  void whatComesBeforeTheFirst_isPutAboveItsComment() {
    Deny deny = Deny.of("client.delete");
    String text =
        """
        staffgate: 1
        roles:
          desk:
            denies:
              # All of these.
              # staffgate: allow one until 2027-03-01 because of a
              - ticket.delete
        """;
    assertThat(edited(text, edit -> withDenyInFront(edit, deny)))
        .isEqualTo(text.replace("      # staffgate", "      - client.delete\n      # staffgate"));
  }

  private static final String IN_BRACKETS =
      """
      staffgate: 1
      networks: {
        # staffgate: allow one until 2027-03-01 because of a
        office: [
          # staffgate: allow two until 2027-03-01 because of b
          203.0.113.1, 203.0.113.2, # staffgate: allow three until 2027-03-01 because of c
          # staffgate: allow four until 2027-03-01 because of d
          203.0.113.3
          # staffgate: allow five until 2027-03-01 because of e
          , 203.0.113.4
        ],
        # staffgate: allow six until 2027-03-01 because of f
        home: [203.0.113.5] }
      """;

  @Test
  void entryInBrackets_removed_takesTheCommentAboveItAlong() {
    assertThat(edited(IN_BRACKETS, edit -> edit.removeFromNetwork("office", at("203.0.113.1"))))
        .contains("    203.0.113.2, # staffgate: allow three")
        .doesNotContain("allow two");
    assertThat(edited(IN_BRACKETS, edit -> edit.removeFromNetwork("office", at("203.0.113.2"))))
        .contains("allow two", "allow four")
        .doesNotContain("allow three");
    assertThat(edited(IN_BRACKETS, edit -> edit.removeFromNetwork("office", at("203.0.113.3"))))
        .contains("allow five")
        .doesNotContain("allow four");
    assertThat(edited(IN_BRACKETS, edit -> edit.removeFromNetwork("office", at("203.0.113.4"))))
        .contains("allow four")
        .doesNotContain("allow five");
    assertThat(edited(IN_BRACKETS, edit -> edit.removeNetwork("office")))
        .contains("allow six")
        .doesNotContain("allow one", "allow two", "allow three", "allow four", "allow five");
    assertThat(edited(IN_BRACKETS, edit -> edit.removeNetwork("home")))
        .contains("allow one")
        .doesNotContain("allow six");
  }

  @Test
  void commentThatLooksLikeOne_insideAText_staysAsItIs() {
    String text =
        """
        staffgate: 1
        roles:
          desk:
            title: |-
              Desk
              # staffgate: allow one until 2027-03-01 because it is text
          other: {}
        """;
    assertThat(edited(text, edit -> edit.removeRole("other")))
        .isEqualTo(text.replace("  other: {}\n", ""));
  }

  @Test
  void windowsLines_removed_goWithTheirComment() {
    assertThat(edited(POLICY.replace("\n", "\r\n"), edit -> edit.removeNetwork("home")))
        .isEqualTo(
            without(
                    "  # staffgate: allow two until 2027-03-01 because of b\n",
                    "  home: [203.0.113.2]\n")
                .replace("\n", "\r\n"));
  }

  /** Each comment names what stands on the line after it, and goes on doing so. */
  @Property(tries = 100)
  void commentsThatStay_stillStandAboveTheirEntries(
      @ForAll("policies") PolicyDocument document, @ForAll long seed) {
    String text = commented(PolicyWriter.write(document));
    PolicyEdit edit = new RandomEdits(seed).removal(edit(text));
    String after;
    try {
      after = requireNonNull(edit.apply().texts().get("p.yaml"));
    } catch (PolicyException removedNameStillInUse) {
      return;
    }
    List<String> lines = after.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = COMMENT.matcher(lines.get(i));
      if (comment.matches()) {
        assertThat(lines.get(i + 1).strip()).startsWith(comment.group(1));
      }
    }
  }

  private static final Pattern COMMENT =
      Pattern.compile(" *# staffgate: allow x until 2027-03-01 because (.*)");
  private static final Pattern BEGINNING = Pattern.compile("( *)((?:- )?[^ :]+).*");

  private static String commented(String text) {
    StringBuilder commented = new StringBuilder();
    text.lines()
        .forEach(
            line -> {
              Matcher entry = BEGINNING.matcher(line);
              if (entry.matches()) {
                commented
                    .append(entry.group(1))
                    .append("# staffgate: allow x until 2027-03-01 because ")
                    .append(entry.group(2))
                    .append('\n');
              }
              commented.append(line).append('\n');
            });
    return commented.toString();
  }

  @Provide
  Arbitrary<PolicyDocument> policies() {
    return LoadableDocuments.all();
  }

  private static PolicyEdit edit(String text) {
    return PolicyEdit.of(
        Map.of("p.yaml", text),
        new LoadOptions(PolicyArbitraries.OPTIONS, LoadOptions.DEFAULT.maxFileBytes()));
  }

  private static String edited(String text, UnaryOperator<PolicyEdit> change) {
    PolicyEdit changed = change.apply(edit(text));
    EditedPolicy edited = changed.apply();
    assertThat(edited.policy().document()).isEqualTo(changed.document());
    return requireNonNull(edited.texts().get("p.yaml"));
  }

  private static String without(String... lines) {
    String text = POLICY;
    for (String line : lines) {
      assertThat(text).contains(line);
      text = text.replace(line, "");
    }
    return text;
  }

  private static PolicyEdit withGrants(PolicyEdit edit, UnaryOperator<List<Grant>> change) {
    Role desk = requireNonNull(edit.document().roles().get("desk"));
    return edit.replaceRole(desk.with(change.apply(desk.grants()), desk.denies()));
  }

  private static List<Grant> withoutRefunds(List<Grant> grants) {
    return grants.stream().filter(one -> one.conditions().isEmpty()).toList();
  }

  private static PolicyEdit withDenyInFront(PolicyEdit edit, Deny deny) {
    Role desk = requireNonNull(edit.document().roles().get("desk"));
    return edit.replaceRole(desk.with(List.of(), List.of(deny, desk.denies().get(0))));
  }

  private static NetworkTerm at(String address) {
    return new NetworkTerm.Addresses(IpRange.parse(address), Place.NONE);
  }
}
