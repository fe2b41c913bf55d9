package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The schema against the loader, over every policy that the project holds: what loads is valid, and
 * what does not load is not valid, as far as a schema can tell.
 */
class PolicySchemaVerdictsTest {
  /** Found by more than the shape of a document: by what it, or other files, define. */
  private static final Set<String> OF_NAMES =
      Set.of(
          "alias-taken",
          "defined-twice",
          "differs-in-case-alone",
          "former-name-in-use",
          "former-name-twice",
          "former-role-name",
          "group-of-no-servers",
          "known-as-taken",
          "network-cycle",
          "network-name-is-address",
          "permission-redefined",
          "person-of-another",
          "role-cycle",
          "separation-of-duties",
          "unknown-department",
          "unknown-emergency",
          "unknown-network",
          "unknown-permission",
          "unknown-role",
          "unknown-schedule",
          "unknown-server",
          "unknown-server-group",
          "wildcard-matches-nothing");

  /** Are about the text of the file, of which an editor hands values over. */
  private static final Set<String> OF_TEXT =
      Set.of(
          "after-end-mark",
          "alias",
          "anchor",
          "directive",
          "forbidden-character",
          "lone-carriage-return",
          "too-long");

  /** Compare two values, which no keyword of a schema does. */
  private static final Set<String> OF_TWO_VALUES =
      Set.of(
          "duplicate-key",
          "ends-before-it-starts",
          "entry-twice",
          "member-twice",
          "seat-twice",
          "separates-nothing",
          "unknown-variable");

  /** Ask for the options that a policy is loaded with, or the time zones of the JVM. */
  private static final Set<String> OF_OPTIONS =
      Set.of("panel-without-login-link", "unknown-panel", "unknown-secret-scheme", "unknown-zone");

  /** Documents whose fault takes more than their code says, by the reason. */
  private static final Map<String, String> BY_THEMSELVES =
      Map.of(
          "octal-limit.yaml", "010 is the number 10 for an editor",
          "float-limit.yaml", "5.0 is the whole number 5 for an editor",
          "host-bits.yaml", "the bits of an address are counted",
          "mapped-address.yaml", "an address has many forms in IPv6",
          "version-not-first.yaml", "keys have no order in JSON");

  private static final Set<String> CANNOT_SAY = new TreeSet<>();

  static {
    CANNOT_SAY.addAll(OF_NAMES);
    CANNOT_SAY.addAll(OF_TWO_VALUES);
    CANNOT_SAY.addAll(OF_OPTIONS);
    CANNOT_SAY.addAll(OF_TEXT);
  }

  @Test
  void samples_ofTheProject_areValidIfTheyLoadAndNotIfTheirFaultIsOneOfForm() throws IOException {
    Tally tally = compare(PolicySamples.all());

    assertThat(tally.wrong).isEmpty();
    assertThat(tally.valid).isGreaterThan(200);
    assertThat(tally.refused).isGreaterThan(60);
    assertThat(tally.codes).as("no code is passed over that is not there").containsAll(CANNOT_SAY);
  }

  @Test
  void samples_thatAreHostile_areValidIfTheyLoadAndNotIfTheirFaultIsOneOfForm() throws IOException {
    assertThat(compare(PolicySamples.attacks()).wrong).isEmpty();
  }

  @Property(tries = 300)
  void documents_generated_areValidAsTheyAreWritten(@ForAll("documents") PolicyDocument document) {
    String text = PolicyWriter.write(document);

    assertThat(SchemaVerdict.errors(EditorYaml.json(text).orElseThrow())).as(text).isEmpty();
  }

  @Provide
  Arbitrary<PolicyDocument> documents() {
    return LoadableDocuments.all();
  }

  private static final class Tally {
    final List<String> wrong = new ArrayList<>();
    final Set<String> codes = new TreeSet<>();
    int valid;
    int refused;
  }

  private static Tally compare(Map<String, String> samples) {
    Tally tally = new Tally();
    samples.forEach(
        (name, text) -> {
          Set<String> codes = codes(text);
          tally.codes.addAll(codes);
          Optional<String> json = EditorYaml.json(text);
          if (json.isEmpty()) {
            return; // an editor says so itself
          }
          List<String> errors = SchemaVerdict.errors(json.get());
          boolean mustRefuse =
              codes.stream().anyMatch(code -> !CANNOT_SAY.contains(code))
                  && BY_THEMSELVES.keySet().stream().noneMatch(name::endsWith);
          if (codes.isEmpty() && !errors.isEmpty()) {
            tally.wrong.add(name + " loads, and the schema says " + errors);
          } else if (mustRefuse && errors.isEmpty()) {
            tally.wrong.add(name + " is refused for " + codes + ", and valid by the schema");
          } else if (errors.isEmpty()) {
            tally.valid++;
          } else {
            tally.refused++;
          }
        });
    return tally;
  }

  private static Set<String> codes(String text) {
    Set<String> codes = new TreeSet<>();
    try {
      assertThat(PolicyFiles.parse("policy.yaml", text)).isNotNull();
    } catch (PolicyException refused) {
      refused.problems().stream().map(PolicyProblem::code).forEach(codes::add);
    }
    return codes;
  }
}
