package dev.staffgate.whm;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.KeyPin;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided whether a server's certificate is trusted, by the host and port
 * that were asked for.
 *
 * <p>A server with a pin is trusted if its certificate holds just that public key and is within its
 * dates; the pin stands for chain and name (RFC 7469, section 2.4, tells what is hashed). A server
 * without one is left to the JVM's own manager, name check included. A peer that was not announced
 * by {@link #expect} is not trusted.
 *
 * <p>Safe for any number of threads.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager authorities;
  private final InstantSource clock;
  // INVARIANT: what an address was announced with never changes, for an open connection or a
  // resumable TLS session may rest on it.
  private final Map<ServerAddress, Optional<KeyPin>> expected = new ConcurrentHashMap<>();

  /**
   * Makes a trust manager that expects nobody yet.
   *
   * @param authorities who is trusted to vouch for servers without a pin; null: the JVM's store
   */
  ServerTrust(@Nullable KeyStore authorities, InstantSource clock) {
    this.authorities = managerOf(authorities);
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Announces that {@code address} will be called.
   *
   * @return false if it was announced with another pin before, or with none where there is one now:
   *     then it needs a new manager, and new connections
   */
  boolean expect(ServerAddress address, Optional<KeyPin> pin) {
    Optional<KeyPin> before = expected.putIfAbsent(address, pin);
    return before == null || before.equals(pin);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Optional<KeyPin> pin = expected.get(peerOf(engine));
    if (pin == null) {
      throw new CertificateException("nobody asked for this server");
    }
    if (pin.isPresent()) {
      checkPin(chain, pin.get());
    } else {
      requireNameCheck(engine);
      authorities.checkServerTrusted(chain, authType, engine);
    }
  }

  private void checkPin(X509Certificate[] chain, KeyPin pin) throws CertificateException {
    X509Certificate leaf = chain[0];
    KeyPin seen = KeyPin.ofSha256(sha256(leaf.getPublicKey().getEncoded()));
    if (!seen.equals(pin)) {
      throw new WrongKeyException(seen);
    }
    leaf.checkValidity(Date.from(clock.instant()));
  }

  /** The delegate checks the name only when the engine tells it to; without that, none is sure. */
  private static void requireNameCheck(SSLEngine engine) throws CertificateException {
    if (!"HTTPS".equals(engine.getSSLParameters().getEndpointIdentificationAlgorithm())) {
      throw new CertificateException("the name in the certificate would go unchecked");
    }
  }

  private static ServerAddress peerOf(SSLEngine engine) throws CertificateException {
    String host = engine.getPeerHost();
    if (host == null || engine.getPeerPort() < 1) {
      throw new CertificateException("it is not known who was called");
    }
    return new ServerAddress(ServerAddress.canonical(host), engine.getPeerPort());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("it is not known who was called");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only connections of the HTTP client are known here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("clients are not known here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("clients are not known here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("clients are not known here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }

  private static X509ExtendedTrustManager managerOf(@Nullable KeyStore authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("this JVM has no trust manager for X.509"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the store of trusted certificates cannot be used", e);
    }
  }

  private static byte[] sha256(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The server showed another public key than the pinned one. */
  static final class WrongKeyException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String seen;

    WrongKeyException(KeyPin seen) {
      super("it shows the key " + seen);
      this.seen = seen.text();
    }

    /** The pin of the key that was shown. */
    String seen() {
      return seen;
    }
  }
}
