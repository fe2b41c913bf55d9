package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WAR, with web.xml alone, on two containers. */
class WarTest {
  private static final Path WAR = Path.of(System.getProperty("war"));

  @Test
  void war_onTomcat_isGuarded(@TempDir Path folder) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Files.createDirectories(folder.resolve("webapps"));
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.addWebapp("", WAR.toAbsolutePath().toString());
    tomcat.start();
    try {
      assertGuarded(tomcat.getConnector().getLocalPort());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void war_onJetty_isGuarded(@TempDir Path folder) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext panel = new WebAppContext(WAR.toAbsolutePath().toString(), "/");
    panel.setTempDirectory(Files.createDirectories(folder.resolve("panel")).toFile());
    panel.setThrowUnavailableOnStartupException(true);
    server.setHandler(panel);
    server.start();
    try {
      assertGuarded(connector.getLocalPort());
    } finally {
      server.stop();
    }
  }

  private static void assertGuarded(int port) throws IOException, InterruptedException {
    assertEquals(200, get(port, "/").statusCode());
    assertEquals(401, get(port, "/invoices/7").statusCode());
    assertTrue(get(port, "/elsewhere").statusCode() >= 401);
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
