package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.SessionReplyReader.Verdict;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Answers that real servers gave, read as the client reads them. Skipped where the folder of
 * answers is not there.
 */
class RecordedRepliesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("staffgate.shared"), "fixtures", "whm");
  private static final Set<String> VERDICTS =
      Stream.concat(
              Stream.of("ok"), Stream.of(PanelException.Kind.values()).map(kind -> kind.text()))
          .collect(toUnmodifiableSet());

  /** What was asked for where nothing else stands below. */
  private static final SessionReplyReader USUAL = asked("whm.example", "root", Area.PANEL);

  /** What was asked for where an answer names a server, so that it is the same in the message. */
  private static final Map<String, SessionReplyReader> ASKED =
      Map.of(
          "create_user_session-ok-cpaneld-docs.json",
          asked("example.com", "username", Area.ACCOUNT),
          "create_user_session-ok-docs-as-published.txt",
          asked("example.com", "username", Area.ACCOUNT),
          "create_user_session-ok-docs.xml",
          asked("example.com", "username", Area.ACCOUNT),
          "wp_dashboard_create_login_link-ok-docs.json",
          asked("hostname.example.com", "root", Area.PANEL));

  /** Asked a minute before the end of the documentation's session, for the page that it has. */
  private static SessionReplyReader asked(String host, String user, Area area) {
    return new SessionReplyReader(
        "https://" + host,
        "root",
        user,
        PanelTarget.of(area).app("Stats_AWStats"),
        Instant.ofEpochSecond(1_401_993_833));
  }

  private static List<List<String>> rows() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no recorded answers at " + FOLDER);
    return Files.readAllLines(FOLDER.resolve("index.tsv")).stream()
        .skip(1)
        .map(line -> Splitter.on('\t').splitToList(line))
        .filter(row -> !row.get(5).equals("request"))
        .toList();
  }

  @Test
  void recordedAnswers_each_getTheVerdictThatStandsBesideThem() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<List<String>> rows = rows();
    for (List<String> row : rows) {
      List<String> expected = new ArrayList<>();
      for (String one : Splitter.on('|').split(row.get(5))) {
        String verdict = one.startsWith("other:") ? "protocol" : one;
        assertThat(verdict).as(row.get(0)).isIn(VERDICTS);
        expected.add(verdict);
      }
      String seen = verdictOf(row).kind();
      if (!expected.contains(seen)) {
        wrong.add(row.get(0) + ": expected " + expected + ", was " + seen);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(41);
    assertThat(rows).filteredOn(row -> row.get(5).equals("ok")).hasSizeGreaterThanOrEqualTo(1);
  }

  @Test
  void recordedSession_forWhoAskedForAnother_isNone() throws IOException {
    for (List<String> row : rows()) {
      if (row.get(5).equals("ok")) {
        SessionReplyReader asked = ASKED.get(row.get(0));
        assertThat(asked).as(row.get(0)).isNotNull();
        for (SessionReplyReader other :
            List.of(
                asked("example.com", "username", Area.PANEL),
                asked("example.com", "user", Area.ACCOUNT),
                asked("other.example", "username", Area.ACCOUNT))) {
          assertThat(other.verdict(answer(row)).kind()).isEqualTo("protocol");
        }
      }
    }
  }

  @Test
  void recordedAnswers_each_giveTheMessageOfTheGoldenFile() throws IOException {
    TreeMap<String, String> seen = new TreeMap<>();
    for (List<String> row : rows()) {
      seen.put(row.get(0), verdictOf(row).toString());
    }
    TreeMap<String, String> golden = new TreeMap<>();
    for (String line :
        Resources.readLines(
            Resources.getResource("dev/staffgate/whm/recorded-messages.tsv"), UTF_8)) {
      int end = line.indexOf('\t');
      golden.put(line.substring(0, end), line.substring(end + 1));
    }

    assertThat(seen).isEqualTo(golden);
  }

  private static Verdict verdictOf(List<String> row) throws IOException {
    return ASKED.getOrDefault(row.get(0), USUAL).verdict(answer(row));
  }

  /** An answer as it is recorded: of a whole HTTP message the body. */
  static HttpReply answer(List<String> row) throws IOException {
    String text = Files.readString(FOLDER.resolve(row.get(0)));
    String body =
        row.get(0).endsWith(".http") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text;
    return new HttpReply(
        row.get(1).equals("unknown") ? 200 : Integer.parseInt(row.get(1)),
        Splitter.on(';').splitToList(row.get(2)).get(0).strip(),
        "",
        Optional.empty(),
        body.getBytes(UTF_8));
  }
}
