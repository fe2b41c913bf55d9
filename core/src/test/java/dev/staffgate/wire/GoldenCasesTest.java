package dev.staffgate.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests written by hand with the answers that the policy reference demands, as data that others
 * could run: {@code golden/hosting.yaml}, {@code hosting-requests.jsonl}, and line for line {@code
 * hosting-answers.tsv}; the same for {@code duties}.
 */
class GoldenCasesTest {
  @ParameterizedTest
  @CsvSource({"hosting, 100", "duties, 80", "locks, 80"})
  void requests_eachOfThem_getTheAnswerThatTheReferenceDemands(String name, int atLeast)
      throws IOException {
    Policy policy = PolicyFiles.parse(name + ".yaml", resource(name + ".yaml"));
    List<String> requests =
        Splitter.on('\n').omitEmptyStrings().splitToList(resource(name + "-requests.jsonl"));
    List<String> answers =
        Splitter.on('\n').omitEmptyStrings().splitToList(resource(name + "-answers.tsv"));
    List<String> wrong = new ArrayList<>();

    assertThat(answers).hasSize(requests.size() + 1);
    assertThat(requests).hasSizeGreaterThanOrEqualTo(atLeast);
    for (int i = 0; i < requests.size(); i++) {
      String expected = answers.get(i + 1);
      String why = Splitter.on('\t').splitToList(expected).get(0);
      String seen = why + "\t" + answer(policy, requests.get(i), answers.get(0).endsWith("\tsays"));
      if (!seen.equals(expected)) {
        wrong.add(
            "line "
                + (i + 1)
                + " "
                + requests.get(i)
                + "\n  expected "
                + expected
                + "\n  was      "
                + seen);
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private static String answer(Policy policy, String request, boolean says) {
    try {
      Decision decision = policy.decide(RequestReader.read(request));
      String ssoUser =
          decision instanceof Decision.Permit permit ? permit.ssoUser().orElse("-") : "-";
      String path = String.join(" > ", decision.reason().path());
      return String.join(
          "\t",
          decision.outcome().text(),
          decision.reason().code().text(),
          decision.reason().place().line() == 0 ? "-" : decision.reason().place().fileAndLine(),
          path.isEmpty() ? "-" : path,
          says ? ssoUser + "\t" + says(decision) : ssoUser);
    } catch (RequestFormatException e) {
      return error("error", says);
    } catch (UnknownPermissionException e) {
      return error("unknown-permission", says);
    } catch (UnreadableLockException e) {
      return error("unreadable-lock", says);
    }
  }

  private static String error(String kind, boolean says) {
    return "error\t" + kind + "\t-\t-\t-" + (says ? "\t-" : "");
  }

  // What a lock says, and which approvals are asked for.
  private static String says(Decision decision) {
    if (decision instanceof Decision.Approval approval) {
      return approval.required().stream().map(Object::toString).collect(joining("; "));
    }
    return decision.reason().code() == ReasonCode.LOCKED ? decision.reason().sentence() : "-";
  }

  private static String resource(String name) throws IOException {
    return Resources.toString(Resources.getResource("dev/staffgate/golden/" + name), UTF_8);
  }
}
