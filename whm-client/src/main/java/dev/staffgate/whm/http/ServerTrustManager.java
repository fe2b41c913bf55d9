package dev.staffgate.whm.http;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.google.common.net.InetAddresses;
import dev.staffgate.model.KeyPin;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The one place where it is decided whether a server's certificate is trusted, by the host and port
 * that were asked for.
 *
 * <p>A server with a pin is trusted if its certificate holds just that public key and is within its
 * dates; the pin stands for chain and name (RFC 7469, section 2.4, tells what is hashed). A server
 * without one is left to the JDK's manager of the authorities that may vouch for it, and its name
 * has to be among the certificate's subjectAltNames (RFC 9525). A peer that was not announced by
 * {@link #register} is not trusted.
 *
 * <p>Safe for any number of threads.
 */
public final class ServerTrustManager extends X509ExtendedTrustManager {
  private final InstantSource clock;
  // INVARIANT: what an address was announced with never changes, for an open connection or a
  // resumable TLS session may rest on it.
  private final Map<ServerAddress, Basis> expected = new ConcurrentHashMap<>();

  /**
   * The basis of trust in a server.
   *
   * @param pin the one key that it may show; it stands for chain and name
   * @param authorities gives the manager of those who may vouch for it if it has no pin; equal ones
   *     trust the same certificates
   */
  public record Basis(Optional<KeyPin> pin, Supplier<X509ExtendedTrustManager> authorities) {}

  /** Makes a trust manager that expects nobody yet. */
  public ServerTrustManager(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Announces that {@code address} will be called.
   *
   * @return false if it was announced with another pin or other authorities before: then it needs a
   *     new manager, and new connections
   */
  public boolean register(ServerAddress address, Basis basis) {
    Basis before = expected.putIfAbsent(address, basis);
    return before == null || before.equals(basis);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Basis basis = expected.get(peerOf(engine));
    if (basis == null) {
      throw new CertificateException("nobody asked for this server");
    }
    KeyPin seen = pinOf(chain[0]);
    if (basis.pin().isPresent() && !basis.pin().get().equals(seen)) {
      throw RefusedCertificateException.otherKey(seen);
    }
    if (basis.pin().isEmpty()) {
      requireNameCheck(engine);
    }
    try {
      if (basis.pin().isPresent()) {
        chain[0].checkValidity(Date.from(clock.instant()));
      } else {
        basis.authorities().get().checkServerTrusted(chain, authType, engine);
      }
    } catch (CertificateException e) {
      throw RefusedCertificateException.of(chain, seen, Throwables.getCausalChain(e));
    }
    if (basis.pin().isEmpty()) {
      requireName(chain[0], seen, peerOf(engine).host());
    }
  }

  /** An address was compared with the certificate's addresses alone by the JDK already. */
  private static void requireName(X509Certificate certificate, KeyPin seen, String host)
      throws CertificateException {
    if (!InetAddresses.isInetAddress(host) && !CertificateNames.include(certificate, host)) {
      throw RefusedCertificateException.withoutName(seen);
    }
  }

  /** The pin of a certificate's key. */
  public static KeyPin pinOf(X509Certificate certificate) {
    return KeyPin.ofSha256(sha256(certificate.getPublicKey().getEncoded()));
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
    return new X509Certificate[0]; // a server's business
  }

  private static byte[] sha256(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
