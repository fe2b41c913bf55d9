package dev.staffgate.examples.panel.app;

import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that say where the panel listens, and what stands in front of it. */
final class AddressOptions {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port; 0 for any that is free; ${DEFAULT-VALUE} without it.")
  private int port;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address of this machine to listen on; ${DEFAULT-VALUE} without it. Another than"
              + " loopback needs a proxy in front.")
  private String listen = "127.0.0.1";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "The address in browsers of a panel behind a proxy that speaks TLS, such as"
              + " https://panel.example.net/.")
  private @Nullable URI baseUrl;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      description =
          "An address, a block or a range that the proxy's requests come from. May be repeated.")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--client-address-header",
      paramLabel = "NAME",
      defaultValue = "X-Forwarded-For",
      description =
          "The header that the proxy writes the client's address into; ${DEFAULT-VALUE} without"
              + " it.")
  private String header = "X-Forwarded-For";

  /**
   * Reads them.
   *
   * @throws CommandLine.ParameterException if they do not fit together; with one sentence
   */
  PanelAddress read(CommandLine command) {
    if (port < 0 || port > MAX_PORT) {
      throw new CommandLine.ParameterException(
          command, "--port is not within 0 and " + MAX_PORT + ": " + port);
    }
    try {
      return new PanelAddress(listenOn(), port, proxy());
    } catch (IllegalArgumentException | UnknownHostException e) {
      throw new CommandLine.ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }

  private InetAddress listenOn() throws UnknownHostException {
    return InetAddress.getByName(IpAddress.parse(listen).toString()); // a literal: not looked up
  }

  private Optional<PanelAddress.Proxy> proxy() {
    if ((baseUrl == null) != trustedProxies.isEmpty()) {
      throw new IllegalArgumentException(
          "a panel behind a proxy needs both --base-url, its address in browsers, and"
              + " --trusted-proxy, where the proxy's requests come from");
    }
    return Optional.ofNullable(baseUrl)
        .map(
            url ->
                PanelAddress.Proxy.of(
                    url,
                    NetworkSet.copyOf(trustedProxies.stream().map(IpRange::parse).toList()),
                    header));
  }
}
