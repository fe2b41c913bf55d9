package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.directadmin.DirectAdminCalls;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.plesk.PleskCalls;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.whm.virtualmin.VirtualminCalls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Answers of Plesk, DirectAdmin and Virtualmin as documentation and other clients have them, read
 * as the clients read them. Skipped where the folder of answers is not there.
 */
class RecordedPanelRepliesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("staffgate.shared"), "fixtures", "panels");
  private static final Pattern ORIGIN =
      Pattern.compile("https(?:://|%3A%2F%2F)([A-Za-z0-9.-]+)(:[0-9]+)?");
  private static final Instant NOW = Instant.parse("2026-09-09T12:00:30Z");
  private static final PanelTransport TRANSPORT = PanelTransport.builder().clock(() -> NOW).build();

  @Test
  void recordedAnswers_each_getTheVerdictThatStandsBesideThem() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no recorded answers at " + FOLDER);
    List<String> wrong = new ArrayList<>();
    int read = 0;
    List<String> lines = Files.readAllLines(FOLDER.resolve("index.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = Splitter.on('\t').splitToList(line);
      if (row.get(5).equals("request")) {
        continue;
      }
      read++;
      List<String> expected = new ArrayList<>();
      for (String one : Splitter.on('|').split(row.get(5))) {
        expected.add(one.startsWith("other:") ? "protocol" : one);
      }
      String seen = verdictOf(row);
      if (!expected.contains(seen)) {
        wrong.add(row.get(0) + ": expected " + expected + ", was " + seen);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(read).isGreaterThanOrEqualTo(15);
  }

  private static String verdictOf(List<String> row) throws IOException {
    String file = row.get(0);
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
    HttpReply answer =
        new HttpReply(Integer.parseInt(row.get(1)), row.get(2), "", Optional.empty(), bytes);
    String origin = origin(new String(bytes, UTF_8));
    try {
      String url = session(file, origin, answer).url().revealToUse();
      return url.startsWith(origin) ? "ok" : "another url";
    } catch (CallFailedException e) {
      return e.failure().kind().text();
    }
  }

  private static String origin(String text) {
    Matcher found = ORIGIN.matcher(text);
    return found.find()
        ? "https://" + found.group(1) + Optional.ofNullable(found.group(2)).orElse("")
        : "https://panel.example";
  }

  private static PanelSession session(String file, String origin, HttpReply answer) {
    if (file.startsWith("plesk-create_session")) {
      PanelConnection line = line(PleskCalls.KIND, origin);
      IpAddress browser = IpAddress.parse("192.0.2.1");
      return PleskCalls.readXml(line, opening(line), browser, answer);
    }
    if (file.startsWith("plesk")) {
      PanelConnection line = line(PleskCalls.KIND, origin);
      return PleskCalls.readRest(line, opening(line), answer);
    }
    if (file.startsWith("virtualmin")) {
      PanelConnection line = line(VirtualminCalls.KIND, origin);
      return VirtualminCalls.read(line, opening(line), answer);
    }
    // Those have URLs without a port, so this DirectAdmin is one on 443.
    String url = origin.matches(".*:[0-9]+") ? origin : origin + ":443";
    PanelConnection line = line(DirectAdminCalls.KIND, url);
    return file.startsWith("directadmin-login-keys")
        ? DirectAdminCalls.readUrls(line, opening(line), NOW, answer)
        : DirectAdminCalls.readKeys(line, opening(line), NOW, answer);
  }

  private static PanelConnection line(PanelKind kind, String url) {
    Server server = TestServers.server(kind.id(), URI.create(url), Optional.empty(), "admin");
    return new PanelConnector(kind, TRANSPORT, Map.of())
        .connect(
            server,
            Secret.of("TOKEN"),
            new LoginLinkPurposes(kind.title(), "").opening("admin", "ops"));
  }

  private static PanelOpening opening(PanelConnection line) {
    return PanelOpening.of(line.server(), "ops", Secret.of("TOKEN"));
  }
}
