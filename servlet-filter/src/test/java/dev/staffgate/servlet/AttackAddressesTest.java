package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.staffgate.network.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hostile client addresses, for all the ways of finding one. */
class AttackAddressesTest {
  /**
   * Rows that expect the peer where a trusted proxy sends other headers than the one that is read.
   * That the others are not read shows there if the peer is asked for by name; by default no
   * address is given.
   */
  static final Set<String> PEER_IF_MISSING = Set.of("ip-5c35", "ip-1543");

  @Test
  void clientAddress_ofEveryRow_isAsExpected() {
    List<String> failed = new ArrayList<>();
    List<Map<String, String>> rows = AttackTable.clientAddresses();
    for (Map<String, String> row : rows) {
      String found = found(address(row), row);
      if (!Splitter.on('|').splitToList(row.get("expected_client_ip")).contains(found)) {
        failed.add(row.get("id") + " expected " + row.get("expected_client_ip") + " was " + found);
      }
    }
    assertThat(failed).as("%s rows", rows.size()).isEmpty();
    assertThat(rows).hasSizeGreaterThan(80);
  }

  @Test
  void clientAddress_whereOnlyOtherHeadersCome_isNotGivenByDefault() {
    List<Map<String, String>> rows =
        AttackTable.clientAddresses().stream()
            .filter(row -> PEER_IF_MISSING.contains(row.get("id")))
            .toList();

    assertThat(rows)
        .hasSameSizeAs(PEER_IF_MISSING)
        .allSatisfy(row -> assertThat(found(byDefault(row), row)).isEqualTo("reject"));
  }

  private static String found(ClientAddress address, Map<String, String> row) {
    return address
        .of(StubRequests.from(row.get("remote_addr"), AttackHeaders.lines(row.get("headers"))))
        .map(IpAddress::toString)
        .orElse("reject");
  }

  private static ClientAddress address(Map<String, String> row) {
    String proxies = row.get("trusted_proxies");
    if (row.get("mode").equals("none") || proxies.equals("-")) {
      return ClientAddress.ofPeer();
    }
    return PEER_IF_MISSING.contains(row.get("id"))
        ? byDefault(row).peerIfHeaderMissing()
        : byDefault(row);
  }

  private static ClientAddress byDefault(Map<String, String> row) {
    return ClientAddress.behind(TrustedProxies.of(row.get("trusted_proxies")), row.get("mode"));
  }
}
