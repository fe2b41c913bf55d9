package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.yaml.read.PolicyLoader;
import dev.staffgate.yaml.write.LayoutGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PolicyFormatterTest {
  private static String format(String text) {
    return PolicyFormatter.format("p.yaml", text);
  }

  @Test
  void format_aTextThatGrew_laysItOutAndKeepsEveryComment() {
    String grown =
        """


        # who may do what
        staffgate:   1   # format
        roles:
            billing:     # looks after money
                title:  'Billing, and "more"'
                formerly: ['money']
                grants:
                # first what everybody has
                - client.view
                -   permission:   payment.refund
                    up-to: {amount: 100.00}      # in EUR
                    # not yet:
                    # schedule: day
                #- client.delete



            support: {grants: [ ticket.view ,client.view,
              "ticket.*",  # all of them
              ]  }
        # the end of roles
        departments: [ ]
        # the very end
        """;

    assertThat(format(grown))
        .isEqualTo(
            """
            # who may do what
            staffgate: 1     # format
            roles:
              billing:     # looks after money
                title: 'Billing, and "more"'
                formerly: ["money"]
                grants:
                  # first what everybody has
                  - client.view
                  - permission: payment.refund
                    up-to: { amount: 100.00 }    # in EUR
                    # not yet:
                    # schedule: day
                  #- client.delete

              support: { grants: [ticket.view, client.view,
                    "ticket.*",  # all of them
                  ] }
            # the end of roles
            departments: []
            # the very end
            """);
  }

  @Test
  void format_textsOfSeveralLines_keepsWhatTheySay() {
    String text =
        """
        staffgate: 1
        roles:
            r:
                title: |
                    first

                      deeper
                    last
                grants: []
            s:
                title: >-
                    folded
                    text
            t:
                title: plain
                       that goes on
            u:
                title: "quoted \\
                        that goes on"
        """;
    String formatted = format(text);

    assertThat(formatted).contains("    title: |\n      first\n\n        deeper\n      last\n");
    assertThat(formatted).contains("    title: plain\n      that goes on\n");
    assertThat(PolicyLoader.readDocument("p.yaml", formatted))
        .isEqualTo(PolicyLoader.readDocument("p.yaml", text));
  }

  @Test
  void format_lineEndsAndByteOrderMark_areMadeOne() {
    assertThat(format("\uFEFFstaffgate: 1\r\n# a\r\nroles: {}"))
        .isEqualTo("staffgate: 1\n# a\nroles: {}\n");
  }

  @Test
  void format_aSuppression_staysWithItsEntry() {
    String text =
        """
        staffgate: 1
        roles:
          r:
            grants:
            # staffgate: allow one until 2027-03-01 because it is so
            - client.view
            - "*"   # staffgate: allow two until 2027-03-01 because it is so
        """;

    assertThat(format(text))
        .contains(
            "      # staffgate: allow one until 2027-03-01 because it is so\n      - client.view")
        .contains("      - \"*\"   # staffgate: allow two until");
  }

  @Test
  void format_whatIsNoPolicy_isRefused() {
    assertThatThrownBy(() -> format("staffgate: 1\nrolls: {}\n"))
        .isInstanceOf(PolicyException.class);
    assertThatThrownBy(() -> format("roles: [\n")).isInstanceOf(PolicyException.class);
  }

  /** The formatter itself compares tokens, comments and documents, and formats twice. */
  @Test
  void format_everyPolicyOfTheProject_saysTheSame() throws IOException {
    List<String> wrong = new ArrayList<>();
    int formatted = 0;
    for (Map.Entry<String, String> sample : PolicySamples.all().entrySet()) {
      try {
        assertThat(format(sample.getValue())).endsWith("\n");
        formatted++;
      } catch (PolicyException notOne) {
        assertThat(notOne.problems()).isNotEmpty();
      } catch (IllegalStateException fault) {
        wrong.add(sample.getKey() + ": " + fault.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(formatted).isGreaterThan(200);
  }

  /** In layouts that people could have written. */
  @Property(tries = 200)
  void format_generatedPolicies_saysTheSame(
      @ForAll("documents") PolicyDocument document, @ForAll long seed) {
    String text = new LayoutGenerator(seed).commented(document);
    String formatted = format(text);

    assertThat(PolicyLoader.readDocument("p.yaml", formatted)).isEqualTo(document);
    assertThat(formatted.chars().filter(c -> c == '#').count())
        .isEqualTo(text.chars().filter(c -> c == '#').count());
    for (String file : new LayoutGenerator(seed).any(document).values()) {
      assertThat(PolicyLoader.readDocument("p.yaml", format(file)))
          .isEqualTo(PolicyLoader.readDocument("p.yaml", file));
    }
  }

  @Provide
  Arbitrary<PolicyDocument> documents() {
    return LoadableDocuments.all();
  }
}
