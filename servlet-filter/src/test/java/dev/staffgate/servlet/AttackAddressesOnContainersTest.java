package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.AddressApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hostile client addresses over sockets: what the containers make of header lines counts too. */
class AttackAddressesOnContainersTest {
  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void clientAddress_ofEveryRow_isAsExpected(ServletContainer container) throws Exception {
    List<Map<String, String>> rows = AttackTable.clientAddresses();
    Map<String, String> contexts = new LinkedHashMap<>();
    rows.forEach(row -> contexts.computeIfAbsent(way(row), any -> "/c" + contexts.size()));
    Map<String, String> settings = new LinkedHashMap<>();
    contexts.forEach((way, path) -> settings.put(path, way));
    AppDeployment stage =
        new AppDeployment(
            "AddressApp",
            true,
            AppDeployment.staffgate(AddressApp.POLICY),
            settings,
            List.copyOf(contexts.values()));
    List<String> failed = new ArrayList<>();
    try (RunningContainer running = container.start(stage)) {
      for (Map<String, String> row : rows) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("X-Test-Peer", row.get("remote_addr")));
        AttackHeaders.lines(row.get("headers"))
            .forEach(line -> headers.add(Map.entry(line.getKey(), utf8(line.getValue()))));
        RunningContainer.Answer answer =
            running.send("GET", contexts.get(way(row)) + "/address", headers);
        if (!Splitter.on('|').splitToList(row.get("expected_client_ip")).contains(found(answer))) {
          failed.add(row.get("id") + " " + row.get("expected_client_ip") + ": " + answer);
        }
      }
    }
    stage.staffgate.close();
    assertThat(failed).as("%s rows, %s ways", rows.size(), contexts.size()).isEmpty();
    assertThat(rows).hasSizeGreaterThan(80);
  }

  private static String way(Map<String, String> row) {
    boolean peer = AttackAddressesTest.PEER_IF_MISSING.contains(row.get("id"));
    return row.get("mode") + "|" + row.get("trusted_proxies") + "|" + (peer ? "peer" : "none");
  }

  private static String utf8(String value) {
    return new String(value.getBytes(UTF_8), ISO_8859_1);
  }

  /** A container that refuses such a header has found no address either. */
  private static String found(RunningContainer.Answer answer) {
    int at = answer.text().indexOf("ADDRESS ");
    return at < 0 && answer.status() == 400 ? "reject" : answer.text().substring(at + 8);
  }
}
