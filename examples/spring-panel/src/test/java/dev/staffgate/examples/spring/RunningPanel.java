package dev.staffgate.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.web.context.WebApplicationContext;

/**
 * The panel as its main program starts it, on a free port, with one simulated server beside its own
 * policy. One for all tests; it ends with their JVM.
 */
record RunningPanel(WebApplicationContext context, WhmSimulator server) {
  private static final Secret TOKEN = Secret.of("0123456789ABCDEF0123456789ABCDEF");

  private static final class Holder {
    private static final RunningPanel PANEL = start();
  }

  static RunningPanel get() {
    return Holder.PANEL;
  }

  private static RunningPanel start() {
    WhmSimulator server = WhmSimulator.start("web1", TOKEN, Set.of("root", "ops"));
    try (InputStream policy = SpringPanel.class.getResourceAsStream("staffgate.yaml")) {
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "panel-policy");
      Files.write(folder.resolve("staffgate.yaml"), policy.readAllBytes());
      Files.writeString(folder.resolve("web1.token"), TOKEN.revealToUse(), UTF_8);
      Files.writeString(folder.resolve("servers.yaml"), servers(server, folder), UTF_8);
      return new RunningPanel(
          (WebApplicationContext)
              SpringApplication.run(
                  SpringPanel.class, "--server.port=0", "--panel.policy=" + folder),
          server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String servers(WhmSimulator server, Path folder) {
    return """
        staffgate: 1
        servers:
          web1:
            title: Web 1
            panel: whm
            url: %s
            user: root
            token: "file:%s"
            tls: { pin: "%s" }
            sso: { access: restricted, roles: [technical-admin], as: ops }
        """
        .formatted(server.url(), folder.resolve("web1.token"), server.pin());
  }

  URI url(String path) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
