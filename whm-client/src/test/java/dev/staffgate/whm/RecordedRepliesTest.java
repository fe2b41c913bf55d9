package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.SessionReplyReader.Verdict;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Answers that real servers gave, read as the client reads them. Skipped where the folder of
 * answers is not there.
 */
class RecordedRepliesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("staffgate.shared"), "fixtures", "whm");
  private static final Pattern URL = Pattern.compile("https://([^/\"\\\\]+):([0-9]+)/");
  private static final Pattern SESSION = Pattern.compile("\"session\"\\s*:\\s*\"([^:\"]+):");
  private static final Pattern EXPIRES = Pattern.compile("\"expires\"\\s*:\\s*([0-9]+)");
  private static final Pattern SERVICE = Pattern.compile("\"service\"\\s*:\\s*\"([a-z]+)\"");

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
        expected.add(one.startsWith("other:") ? "protocol" : one);
      }
      String seen = verdictOf(row).kind();
      if (!expected.contains(seen)) {
        wrong.add(row.get(0) + ": expected " + expected + ", was " + seen);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
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
    String text = Files.readString(FOLDER.resolve(row.get(0)));
    HttpReply answer = answer(row);
    Area area =
        first(SERVICE, text)
            .flatMap(
                name ->
                    Stream.of(WhmService.values())
                        .filter(one -> one.text().equals(name))
                        .findFirst())
            .map(WhmService::area)
            .orElse(Area.PANEL);
    Matcher url = URL.matcher(text);
    Instant now =
        first(EXPIRES, text)
            .map(Long::parseLong)
            .map(Instant::ofEpochSecond)
            .orElse(Instant.EPOCH)
            .minusSeconds(60);
    return new SessionReplyReader(
            url.find() ? "https://" + url.group(1) : "https://whm.example",
            "root",
            first(SESSION, text).orElse("root"),
            area,
            now)
        .verdict(answer);
  }

  /** An answer as it is recorded: of a whole HTTP message the body. */
  static HttpReply answer(List<String> row) throws IOException {
    String text = Files.readString(FOLDER.resolve(row.get(0)));
    String body =
        row.get(0).endsWith(".http") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text;
    return new HttpReply(
        row.get(1).matches("[0-9]+") ? Integer.parseInt(row.get(1)) : 200,
        Splitter.on(';').splitToList(row.get(2)).get(0).strip(),
        "",
        Optional.empty(),
        body.getBytes(UTF_8));
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
