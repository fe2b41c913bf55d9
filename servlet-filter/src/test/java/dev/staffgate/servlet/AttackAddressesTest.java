package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hostile client addresses, for the ways of finding one that the filter has. */
class AttackAddressesTest {
  private static final Set<String> MODES = Set.of("x-forwarded-for", "none");

  @Test
  void clientAddress_ofEveryRow_isAsExpected() {
    List<String> failed = new ArrayList<>();
    int looked = 0;
    for (Map<String, String> row : AttackTable.rows("client-ip.tsv")) {
      if (!MODES.contains(row.get("mode"))) {
        continue;
      }
      looked++;
      String found = found(row);
      if (!Splitter.on('|').splitToList(row.get("expected_client_ip")).contains(found)) {
        failed.add(row.get("id") + " expected " + row.get("expected_client_ip") + " was " + found);
      }
    }
    assertThat(failed).as("%s rows", looked).isEmpty();
    assertThat(looked).isGreaterThan(50);
  }

  private static String found(Map<String, String> row) {
    return address(row)
        .of(request(row.get("remote_addr"), HeaderJson.lines(row.get("headers"))))
        .map(IpAddress::toString)
        .orElse("reject");
  }

  private static ClientAddress address(Map<String, String> row) {
    String proxies = row.get("trusted_proxies");
    if (row.get("mode").equals("none") || proxies.equals("-")) {
      return ClientAddress.ofPeer();
    }
    return ClientAddress.behind(
        NetworkSet.copyOf(Splitter.on(',').splitToStream(proxies).map(IpRange::parse).toList()));
  }

  /** A request that has a peer and headers, and fails on any other question. */
  private static HttpServletRequest request(String peer, List<Map.Entry<String, String>> lines) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            AttackAddressesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getHeaders" ->
                      Collections.enumeration(
                          lines.stream()
                              .filter(line -> line.getKey().equalsIgnoreCase((String) arguments[0]))
                              .map(Map.Entry::getValue)
                              .toList());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
