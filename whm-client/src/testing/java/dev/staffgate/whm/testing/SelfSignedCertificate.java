package dev.staffgate.whm.testing;

import dev.staffgate.model.KeyPin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate that it signed itself, made with the JDK's keytool. */
final class SelfSignedCertificate {
  private static final String ALIAS = "panel";
  private static final long PATIENCE_SECONDS = 60;

  private final SSLContext tls;
  private final X509Certificate shown;
  private final KeyPin pin;

  private SelfSignedCertificate(SSLContext tls, X509Certificate shown, KeyPin pin) {
    this.tls = tls;
    this.shown = shown;
    this.pin = pin;
  }

  SSLContext tls() {
    return tls;
  }

  X509Certificate shown() {
    return shown;
  }

  KeyPin pin() {
    return pin;
  }

  /** The certificate that servers of this program share; made when the first of them starts. */
  private static final class Shared {
    static final SelfSignedCertificate CERTIFICATE = make("-1d", 30);
  }

  /**
   * Returns the key and certificate that servers of this program share: a browser that accepts it
   * once accepts them all.
   */
  static SelfSignedCertificate shared() {
    return Shared.CERTIFICATE;
  }

  /**
   * Makes a key and a certificate for 127.0.0.1 and localhost.
   *
   * @param start when the certificate begins to be valid, as keytool's {@code -startdate} takes it
   * @param days for how many days it is
   */
  static SelfSignedCertificate make(String start, int days) {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      Path folder = Files.createTempDirectory("staffgate-simulator");
      Path file = folder.resolve("panel.p12");
      try {
        keytool(file, password, start, days);
        return read(file, password.toCharArray());
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no certificate could be made", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be used", e);
    }
  }

  private static void keytool(Path file, String password, String start, int days)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost, O=Simulated panel",
            "-ext",
            "SAN=ip:127.0.0.1,dns:localhost",
            "-startdate",
            start,
            "-validity",
            String.valueOf(days),
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass:env",
            "STORE_PASSWORD");
    builder.environment().put("STORE_PASSWORD", password);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("keytool did not end within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("keytool ended with " + process.exitValue());
    }
  }

  private static SelfSignedCertificate read(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    X509Certificate shown = (X509Certificate) store.getCertificate(ALIAS);
    byte[] key = shown.getPublicKey().getEncoded();
    KeyPin pin = KeyPin.ofSha256(MessageDigest.getInstance("SHA-256").digest(key));
    return new SelfSignedCertificate(tls, shown, pin);
  }
}
