package dev.staffgate.whm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
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

  /** The store of those who are trusted: the root alone. */
  KeyStore trusted() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(ROOT, read().getCertificateChain(ROOT)[0]);
    return store;
  }

  /**
   * A context for a server.
   *
   * @param shown how many certificates of the chain it shows
   */
  SSLContext context(String alias, int shown) throws IOException, GeneralSecurityException {
    KeyStore all = read();
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

  private KeyStore read() throws IOException, GeneralSecurityException {
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
