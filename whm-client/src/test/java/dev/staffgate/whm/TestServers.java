package dev.staffgate.whm;

import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Place;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Servers as a policy would define them. */
final class TestServers {
  private TestServers() {}

  /** A transport that waits long and tries again and again, however often a server fails. */
  static PanelTransport.Builder patient() {
    return PanelTransport.builder()
        .deadline(Duration.ofSeconds(30))
        .circuitBreaker(1000, Duration.ofSeconds(1));
  }

  static Server server(URI url, Optional<KeyPin> pin) {
    return server(url, pin, "root");
  }

  static Server server(URI url, Optional<KeyPin> pin, String user) {
    return server("whm", url, pin, user);
  }

  static Server server(String panel, URI url, Optional<KeyPin> pin, String user) {
    return new Server(
        "web1",
        Optional.empty(),
        panel,
        url,
        user,
        new SecretRef("env", "WEB1_TOKEN"),
        pin,
        Optional.empty(),
        Place.NONE);
  }
}
