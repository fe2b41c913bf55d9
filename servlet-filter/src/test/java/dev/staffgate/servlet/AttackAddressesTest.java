package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.staffgate.network.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hostile client addresses, for all the ways of finding one. */
class AttackAddressesTest {
  @Test
  void clientAddress_ofEveryRow_isAsExpected() {
    List<String> failed = new ArrayList<>();
    List<Map<String, String>> rows = AttackTable.rows("client-ip.tsv");
    for (Map<String, String> row : rows) {
      String found = found(row);
      if (!Splitter.on('|').splitToList(row.get("expected_client_ip")).contains(found)) {
        failed.add(row.get("id") + " expected " + row.get("expected_client_ip") + " was " + found);
      }
    }
    assertThat(failed).as("%s rows", rows.size()).isEmpty();
    assertThat(rows).hasSizeGreaterThan(80);
  }

  private static String found(Map<String, String> row) {
    return address(row)
        .of(Requests.from(row.get("remote_addr"), HeaderJson.lines(row.get("headers"))))
        .map(IpAddress::toString)
        .orElse("reject");
  }

  private static ClientAddress address(Map<String, String> row) {
    String proxies = row.get("trusted_proxies");
    if (row.get("mode").equals("none") || proxies.equals("-")) {
      return ClientAddress.ofPeer();
    }
    return ClientAddress.behind(ClientAddress.proxies(proxies), row.get("mode"));
  }
}
