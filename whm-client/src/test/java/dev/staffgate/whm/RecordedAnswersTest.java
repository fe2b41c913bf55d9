package dev.staffgate.whm;

import static dev.staffgate.whm.TestServers.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import dev.staffgate.model.Secret;
import dev.staffgate.sso.PanelException;
import dev.staffgate.sso.PanelOpening;
import dev.staffgate.sso.PanelSession;
import dev.staffgate.sso.PanelTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Answers that real servers gave, read as the client reads them. Skipped where the folder of
 * answers is not there.
 */
class RecordedAnswersTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("staffgate.shared"), "fixtures", "whm");
  private static final Pattern URL = Pattern.compile("https://([^/\"\\\\]+):([0-9]+)/");
  private static final Pattern SESSION = Pattern.compile("\"session\"\\s*:\\s*\"([^:\"]+):");
  private static final Pattern EXPIRES = Pattern.compile("\"expires\"\\s*:\\s*([0-9]+)");
  private static final Pattern SERVICE = Pattern.compile("\"service\"\\s*:\\s*\"([a-z]+)\"");

  @Test
  void recordedAnswers_each_getTheVerdictThatStandsBesideThem() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no recorded answers at " + FOLDER);
    List<String> wrong = new ArrayList<>();
    int read = 0;
    List<String> lines = Files.readAllLines(FOLDER.resolve("index.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = Splitter.on('\t').splitToList(line);
      String verdict = row.get(5);
      if (verdict.equals("request")) {
        continue;
      }
      read++;
      List<String> expected = new ArrayList<>();
      for (String one : Splitter.on('|').split(verdict)) {
        expected.add(one.startsWith("other:") ? "protocol" : one);
      }
      String seen = verdictOf(row);
      if (!expected.contains(seen)) {
        wrong.add(row.get(0) + ": expected " + expected + ", was " + seen);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(read).isGreaterThanOrEqualTo(30);
  }

  private static String verdictOf(List<String> row) throws IOException {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(row.get(0)));
    String text = new String(bytes, UTF_8);
    int status = row.get(1).matches("[0-9]+") ? Integer.parseInt(row.get(1)) : 200;
    String type = row.get(2);
    if (row.get(0).endsWith(".http")) {
      bytes = text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(UTF_8);
    }
    String url = "https://whm.example:2087";
    Matcher matcher = URL.matcher(text);
    if (matcher.find()) {
      url = "https://" + matcher.group(1) + ":" + matcher.group(2);
    }
    var server = server(URI.create(url), Optional.empty());
    ServerAddress address = ServerAddress.of(server);
    String user = first(SESSION, text).orElse("root");
    String service = first(SERVICE, text).orElse("whostmgrd");
    PanelTarget target =
        PanelTarget.of(
            Stream.of(WhmService.values())
                .filter(one -> one.text().equals(service))
                .findFirst()
                .orElseThrow()
                .area());
    PanelOpening opening = PanelOpening.of(server, user, Secret.of("TOKEN")).to(target);
    LoginPlaces places = LoginPlaces.of(address, WhmServer.PLAIN, WhmService.of(target.area()));
    Failures failures =
        new Failures(server, address, opening.token(), Purpose.opening("root", user));
    Answer answer = new Answer(status, mediaType(type), "", Optional.empty(), bytes);
    try {
      Instant now =
          first(EXPIRES, text)
              .map(Long::parseLong)
              .map(Instant::ofEpochSecond)
              .orElse(Instant.EPOCH)
              .minusSeconds(60);
      JsonFields fields =
          ApiAnswer.read(answer, SessionAnswer.call(opening, Optional.empty()), failures);
      PanelSession session =
          new SessionAnswer(opening, places, failures).read(fields, now, Optional.empty());
      return session.url().revealToUse().startsWith(url) ? "ok" : "another url";
    } catch (PanelException e) {
      return e.kind().text();
    }
  }

  private static String mediaType(String type) {
    return Splitter.on(';').splitToList(type).get(0).strip();
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
