package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of the tests' own, and servers' certificates good and bad, made by keytool. */
final class TestAuthority {
  private static final String PASSWORD = "only-for-this-test";
  private static final String ROOT = "root";

  private final Path file;

  /** Makes the authority; {@code folder} keeps its keys. */
  TestAuthority(Path folder) throws IOException {
    this.file = folder.resolve("authority.p12");
    make(ROOT, "CN=Root of the tests", "-ext", "bc:c=ca:true");
  }

  /** An authority that nobody trusts. */
  void makeUnknownRoot(String alias) throws IOException {
    make(alias, "CN=Root of somebody else", "-ext", "bc:c=ca:true");
  }

  /** An authority below {@code signer}. */
  void makeIntermediate(String alias, String signer) throws IOException {
    make(alias, "CN=Intermediate", "-ext", "bc:c=ca:true", "-signer", signer);
  }

  /**
   * A server's certificate.
   *
   * @param san the names as keytool takes them, or empty for none
   * @param signer the alias of who signs it; its own: it signs itself
   */
  void makeServer(String alias, String cn, String san, String signer, String... more)
      throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    if (!san.isEmpty()) {
      options.addAll(List.of("-ext", "san=" + san));
    }
    if (!signer.equals(alias)) {
      options.addAll(List.of("-signer", signer));
    }
    make(alias, "CN=" + cn, options.toArray(String[]::new));
  }

  /**
   * A certificate of the root's for a name with NUL in it, which keytool does not make: that of
   * another certificate is changed, and signed anew.
   *
   * @param before what stands before the NUL
   */
  void makeServerWithNul(String alias, String before) throws IOException, GeneralSecurityException {
    makeServer(alias, "nul", "dns:" + before + "0.evil.example", ROOT);
    KeyStore all = keys();
    X509Certificate certificate = (X509Certificate) all.getCertificate(alias);
    byte[] body = certificate.getTBSCertificate();
    int zero = new String(body, ISO_8859_1).indexOf(before + "0.evil") + before.length();
    body[zero] = 0;
    Signature signature = Signature.getInstance(certificate.getSigAlgName());
    signature.initSign((PrivateKey) all.getKey(ROOT, PASSWORD.toCharArray()));
    signature.update(body);
    byte[] signed = signature.sign();
    ByteArrayOutputStream bits = new ByteArrayOutputStream();
    bits.write(0); // no unused bits
    bits.writeBytes(signed);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body);
    byte[] old = certificate.getEncoded();
    int algorithm = headerLength(old) + body.length;
    whole.write(old, algorithm, old[algorithm + 1] + 2); // the same algorithm as before
    whole.writeBytes(der(0x03, bits.toByteArray()));
    Certificate changed =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der(0x30, whole.toByteArray())));
    all.setKeyEntry(
        alias,
        all.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        new Certificate[] {changed, all.getCertificate(ROOT)});
    try (OutputStream out = Files.newOutputStream(file)) {
      all.store(out, PASSWORD.toCharArray());
    }
  }

  /** A value of DER: tag, length, content. */
  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    if (content.length < 0x80) {
      value.write(content.length);
    } else if (content.length < 0x100) {
      value.write(0x81);
      value.write(content.length);
    } else {
      value.write(0x82);
      value.write(content.length >> 8);
      value.write(content.length);
    }
    value.writeBytes(content);
    return value.toByteArray();
  }

  private static int headerLength(byte[] value) {
    return value[1] >= 0 ? 2 : 2 + (value[1] & 0x7f);
  }

  /** Those who are trusted: the root alone. */
  Authorities trusted() throws IOException, GeneralSecurityException {
    return Authorities.of(List.of(certificate(ROOT)));
  }

  X509Certificate certificate(String alias) throws IOException, GeneralSecurityException {
    return (X509Certificate) keys().getCertificate(alias);
  }

  /**
   * A context for a server.
   *
   * @param shown how many certificates of the chain it shows
   */
  SSLContext context(String alias, int shown) throws IOException, GeneralSecurityException {
    KeyStore all = keys();
    Certificate[] chain = all.getCertificateChain(alias);
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    Certificate[] part = List.of(chain).subList(0, shown).toArray(Certificate[]::new);
    one.setKeyEntry(alias, all.getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(), part);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** All keys, each with its certificates. */
  KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void make(String alias, String name, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool failed for " + alias);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    } finally {
      keytool.destroyForcibly();
    }
  }
}
