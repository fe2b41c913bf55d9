package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which client address the filter has found. Each context has its own way of finding it,
 * {@code header|proxies|what if the header is missing} in the settings under the context's path;
 * the peer is what the header X-Test-Peer says, since a test comes from loopback alone.
 */
public final class AddressApp extends ContainerApp {
  /** Its policy. */
  public static final String POLICY =
      """
      staffgate: 1
      routes: [{ path: /address, access: public }]
      """;

  AddressApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    List<String> setting =
        List.of(stage.settings.getOrDefault(context.getContextPath(), "").split("\\|"));
    Filter peer =
        (request, response, chain) ->
            chain.doFilter(new Peer((HttpServletRequest) request), response);
    add(context, "peer", peer);
    StaffgateFilter.of(stage.staffgate)
        .clientAddress(way(setting.get(0), setting.get(1), setting.get(2)))
        .build()
        .register(context);
    add(
        context,
        "address",
        (request, response) ->
            response
                .getOutputStream()
                .print(
                    "ADDRESS "
                        + StaffgateRequest.of(request)
                            .from()
                            .map(IpAddress::toString)
                            .orElse("reject")),
        "/address");
  }

  private static ClientAddress way(String header, String proxies, String ifMissing) {
    if (header.equals("none") || proxies.equals("-")) {
      return ClientAddress.ofPeer();
    }
    ClientAddress address =
        ClientAddress.behind(
            NetworkSet.copyOf(Stream.of(proxies.split(",")).map(IpRange::parse).toList()), header);
    return ifMissing.equals("peer") ? address.peerIfHeaderMissing() : address;
  }

  private static final class Peer extends HttpServletRequestWrapper {
    Peer(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteAddr() {
      return getHeader("X-Test-Peer");
    }
  }
}
