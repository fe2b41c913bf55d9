package dev.staffgate.examples.benchmarks.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The JDK's HTTP client with its own threads, that trusts the server's certificate. It sends what
 * the library sends.
 */
final class BareHttpOpener implements SessionOpener {
  private final HttpClient client;
  private final URI url;
  private final String authorization;

  private BareHttpOpener(HttpClient client, URI url, String authorization) {
    this.client = client;
    this.url = url;
    this.authorization = authorization;
  }

  static BareHttpOpener of(WhmSimulator server, Secret token) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(server))
            .build();
    return new BareHttpOpener(
        client,
        server.url().resolve("/json-api/create_user_session"),
        "whm root:" + token.revealToUse());
  }

  private static SSLContext trusting(WhmSimulator server) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("server", server.certificate());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void open() {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header("User-Agent", "Staffgate")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "api.version=1&user=root&service=whostmgrd", UTF_8))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    // The client ends when nobody has it any more.
  }
}
