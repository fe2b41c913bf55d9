package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Grant;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.network.IpRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Edits of texts that few people write, which have to load to what was asked for as well. */
class PolicyEditLayoutsTest {
  private static final String COMMA_FIRST =
      """
      staffgate: 1
      networks:
        a: [
            203.0.113.1 # the first
          , 203.0.113.2
          , 203.0.113.3 # the last
          ]
      """;

  @Test
  void commaOnTheNextLine_whenTheFirstGoes_goesWithIt() {
    assertThat(edited(COMMA_FIRST, edit -> edit.removeFromNetwork("a", at("203.0.113.1"))))
        .isEqualTo(
            COMMA_FIRST
                .replace("      203.0.113.1 # the first\n", "")
                .replace(", 203.0.113.2", " 203.0.113.2"));
  }

  @Test
  void commaOnTheNextLine_whenALaterOneGoes_goesWithIt() {
    String middle = edited(COMMA_FIRST, edit -> edit.removeFromNetwork("a", at("203.0.113.2")));
    String last = edited(COMMA_FIRST, edit -> edit.removeFromNetwork("a", at("203.0.113.3")));
    assertThat(middle).contains("# the first", "# the last").doesNotContain("203.0.113.2");
    assertThat(last).contains("# the first").doesNotContain("203.0.113.3");
  }

  @Test
  void commaOnTheNextLine_whenOneIsAdded_staysBehindAllThatIsBeforeIt() {
    String text = "staffgate: 1\nnetworks:\n  a: [\n    203.0.113.1 # one\n    , ]\n";
    assertThat(edited(text, edit -> edit.addToNetwork("a", at("203.0.113.2"))))
        .isEqualTo(
            "staffgate: 1\nnetworks:\n  a: [\n    203.0.113.1, 203.0.113.2 # one\n    , ]\n");
  }

  @Test
  void commentBetweenEmptyBrackets_whenSomethingIsAdded_stays() {
    assertThat(
            edited(
                "staffgate: 1\nnetworks:\n  a: [ # none yet\n    ]\n",
                edit -> edit.addToNetwork("a", at("203.0.113.1"))))
        .isEqualTo("staffgate: 1\nnetworks:\n  a: [203.0.113.1  # none yet\n    ]\n");
    assertThat(
            edited(
                "staffgate: 1\nroles:\n  r: { # nothing yet\n    }\n",
                edit -> edit.addGrant("r", Grant.of("client.view"))))
        .isEqualTo("staffgate: 1\nroles:\n  r: { grants: [client.view]   # nothing yet\n    }\n");
  }

  @Test
  void indentedCommentBehindWhatGoes_afterABlockScalar_staysAComment() {
    String text =
        """
        staffgate: 1
        roles:
          a:
            title: |-
              Lines
          b: { title: B }
              # about c
          c: {}
        """;
    assertThat(edited(text, edit -> edit.removeRole("b")))
        .isEqualTo(
            """
            staffgate: 1
            roles:
              a:
                title: |-
                  Lines
            # about c
              c: {}
            """);
  }

  @Test
  void titleThatEndsInASpaceOfAnotherScript_replaced_goesWhole() {
    String text = "staffgate: 1\nroles:\n  r:\n    title: 窓口\u3000\n";
    assertThat(edited(text, edit -> edit.addGrant("r", Grant.of("client.view"))))
        .isEqualTo(text + "    grants: [client.view]\n");
    assertThat(edited(text, edit -> edit.replaceRole(titled(edit, "desk"))))
        .isEqualTo(text.replace("窓口\u3000", "desk"));
  }

  private static Role titled(PolicyEdit edit, String title) {
    Role old = requireNonNull(edit.document().roles().get("r"));
    return new Role(
        old.id(),
        Optional.of(title),
        List.of(),
        old.includes(),
        old.requires(),
        old.grants(),
        old.denies(),
        old.at());
  }

  private static NetworkTerm at(String address) {
    return new NetworkTerm.Addresses(IpRange.parse(address), Place.NONE);
  }

  private static String edited(String text, UnaryOperator<PolicyEdit> edit) {
    PolicyEdit changed = edit.apply(PolicyEdit.of(Map.of("p.yaml", text), LoadOptions.DEFAULT));
    EditedPolicy edited = changed.apply();
    assertThat(edited.policy().document()).isEqualTo(changed.document());
    return requireNonNull(edited.texts().get("p.yaml"));
  }
}
