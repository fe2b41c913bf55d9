package dev.staffgate.whm;

import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelSession;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Goes where sessions lead, as a browser that keeps cookies. */
final class Visits {
  private Visits() {}

  /** Enters a session; returns what it ends at. */
  static HttpResponse<String> to(PanelSession session, Server server) throws Exception {
    HttpClient browser =
        HttpClient.newBuilder()
            .sslContext(trusting(server))
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    return browser.send(
        HttpRequest.newBuilder(URI.create(session.url().revealToUse())).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A context that trusts the key that the server is pinned to, and no other. */
  private static SSLContext trusting(Server server) throws GeneralSecurityException {
    ServerTrust trust = new ServerTrust(InstantSource.system());
    ServerTrust.Basis basis = new ServerTrust.Basis(server.pin(), Authorities.ofJvm());
    if (!trust.expect(ServerAddress.of(server), basis)) {
      throw new IllegalStateException("it is new");
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust}, null);
    return context;
  }
}
