package dev.staffgate.whm.call;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Answers of Plesk, DirectAdmin and Virtualmin as documentation and other clients have them, read
 * as the clients read them. Skipped where the folder of answers is not there.
 */
class RecordedPanelRepliesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("staffgate.shared"), "fixtures", "panels");
  private static final Set<String> VERDICTS =
      Stream.concat(
              Stream.of("ok"), Stream.of(PanelException.Kind.values()).map(kind -> kind.text()))
          .collect(toUnmodifiableSet());
  private static final String USUAL = "https://panel.example";

  /**
   * The servers that were asked, where answers name one; DirectAdmin's without a port is on 443.
   */
  private static final Map<String, String> SERVERS =
      Map.of(
          "directadmin-legacy-ok-url.json", "https://s.example.com:443",
          "directadmin-legacy-ok-urlencoded.txt", "https://s.example.com:443",
          "directadmin-legacy-ok.json", "https://s.example.com:443",
          "directadmin-login-keys-urls-ok-library.json", "https://ssologin.nl:443",
          "directadmin-login-keys-urls-ok.json", "https://s.example.com:2222",
          "plesk-cli-admin-get-login-link-ok.json", "https://plesk.example.test",
          "virtualmin-create-login-link-ok.json", "https://host.example.com:10000",
          "virtualmin-create-login-link-ok.txt", "https://host.example.com:10000");

  private static final Instant NOW = Instant.parse("2026-09-09T12:00:30Z");
  private static final PanelTransport TRANSPORT = PanelTransport.builder().clock(() -> NOW).build();

  @Test
  void recordedAnswers_each_getTheVerdictThatStandsBesideThem() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no recorded answers at " + FOLDER);
    List<String> wrong = new ArrayList<>();
    int read = 0;
    int opened = 0;
    List<String> lines = Files.readAllLines(FOLDER.resolve("index.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = Splitter.on('\t').splitToList(line);
      if (row.get(5).equals("request")) {
        continue;
      }
      read++;
      List<String> expected = new ArrayList<>();
      for (String one : Splitter.on('|').split(row.get(5))) {
        String verdict = one.startsWith("other:") ? "protocol" : one;
        assertThat(verdict).as(row.get(0)).isIn(VERDICTS);
        expected.add(verdict);
      }
      String seen = verdictOf(row);
      opened += seen.equals("ok") ? 1 : 0;
      if (!expected.contains(seen)) {
        wrong.add(row.get(0) + ": expected " + expected + ", was " + seen);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(read).isGreaterThanOrEqualTo(15);
    assertThat(opened).isGreaterThanOrEqualTo(8);
  }

  private static String verdictOf(List<String> row) throws IOException {
    String file = row.get(0);
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
    HttpReply answer =
        new HttpReply(Integer.parseInt(row.get(1)), row.get(2), "", Optional.empty(), bytes);
    String server = SERVERS.getOrDefault(file, USUAL);
    try {
      URI url = URI.create(session(file, server, answer).url().revealToUse());
      return url.getHost().equals(URI.create(server).getHost()) ? "ok" : "another url";
    } catch (CallFailedException e) {
      return e.failure().kind().text();
    }
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
    assertThat(file).startsWith("directadmin");
    PanelConnection line = line(DirectAdminCalls.KIND, origin);
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
