package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifteen years of ways around filters, as raw bytes against a real container. */
class AttackPathsTest {
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

  @ParameterizedTest(name = "relaxed: {0}")
  @ValueSource(booleans = {false, true})
  void guardedResource_byAnyPath_runsWithAPermitAlone(boolean relaxed) throws Exception {
    List<Map<String, String>> rows = AttackTable.rows("paths.tsv");

    List<String> failed = failures(rows, relaxed, true);

    assertThat(failed).as("%s rows", rows.size()).isEmpty();
    assertThat(rows).hasSizeGreaterThan(200);
  }

  @Test
  void guardedResource_withoutTheFilter_runsForMostRows() throws Exception {
    List<Map<String, String>> rows = AttackTable.rows("paths.tsv");

    List<String> failed = failures(rows, true, false);

    assertThat(failed).as("what shows that the application bites").hasSizeGreaterThan(200);
  }

  private static List<String> failures(
      List<Map<String, String>> rows, boolean relaxed, boolean filtered) throws Exception {
    List<String> failed = new ArrayList<>();
    try (GuardedApp app = GuardedApp.start(relaxed, filtered)) {
      for (Map<String, String> row : rows) {
        GuardedApp.Answer answer =
            app.send(
                Optional.of(row.get("caller")).filter(caller -> !caller.equals("none")),
                row.get("method"),
                bytes(row.get("raw_request_target")),
                HeaderJson.lines(row.get("headers")));
        String wrong = wrongWith(row, answer);
        if (!wrong.isEmpty()) {
          failed.add(row.get("id") + " " + row.get("raw_request_target") + ": " + wrong);
        }
      }
    }
    return failed;
  }

  private static String wrongWith(Map<String, String> row, GuardedApp.Answer answer) {
    String guarded = row.get("protected_path_intended");
    if (row.get("expected").equals("allowed-legit")) {
      boolean hasRun = !answer.ran().isEmpty() || guarded.equals("-");
      return answer.status() / 100 == 2 && hasRun ? "" : "is not served but " + answer;
    }
    Set<String> mayRun =
        row.get("caller").equals("accounts.view") ? Set.of("accounts.view") : Set.of();
    if (!mayRun.containsAll(answer.ran())) {
      return "ran " + answer.ran();
    }
    boolean provoked = row.get("raw_request_target").equals("/go/throw");
    boolean defect = answer.status() >= 500 && answer.status() != 501 && !provoked;
    return defect ? "is a defect " + answer : "";
  }

  /** The bytes of a target as characters of ISO 8859-1. */
  private static String bytes(String written) {
    String utf8 = new String(written.getBytes(UTF_8), ISO_8859_1);
    return BYTE.matcher(utf8)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(found.group(1), 16))));
  }
}
