package dev.staffgate.whm.transport;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.files.RegularFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities that may vouch for the certificates of servers: those that this JVM trusts,
 * certificates of one's own, or both.
 *
 * <pre>{@code
 * TrustedAuthorities.ofJvm().and(TrustedAuthorities.read(Path.of("/etc/panel/ca.pem")))  // beside the JVM's
 * TrustedAuthorities.read(Path.of("/etc/panel/ca.pem"))                           // instead of them
 * }</pre>
 *
 * <p>Whoever is among them can vouch for any name, so give them to the servers that they are for
 * alone: {@link PanelTransport.Builder#authorities(String, TrustedAuthorities)}. Immutable; two are
 * equal if they hold the same certificates.
 */
public final class TrustedAuthorities implements Supplier<X509ExtendedTrustManager> {
  /** The most certificates of one's own. */
  public static final int MAX_CERTIFICATES = 1_000;

  private static final int MAX_FILE_BYTES = 1 << 22;

  private final boolean includesJvm;
  private final ImmutableSet<X509Certificate> certificates;
  private final Supplier<X509ExtendedTrustManager> manager;

  private TrustedAuthorities(boolean includesJvm, Collection<X509Certificate> certificates) {
    this.includesJvm = includesJvm;
    this.certificates = ImmutableSet.copyOf(certificates);
    checkArgument(
        this.certificates.size() <= MAX_CERTIFICATES,
        "more than %s certificates",
        MAX_CERTIFICATES);
    this.manager = Suppliers.memoize(this::newManager);
  }

  /** Returns the authorities that this JVM trusts, as they are at the first connection. */
  public static TrustedAuthorities ofJvm() {
    return new TrustedAuthorities(true, ImmutableSet.of());
  }

  /**
   * Returns these authorities and nobody else.
   *
   * @param certificates of authorities, or of servers that sign their own; 1 to {@value
   *     #MAX_CERTIFICATES}
   * @throws IllegalArgumentException if there is none, or one too many
   */
  public static TrustedAuthorities of(Collection<X509Certificate> certificates) {
    checkArgument(!certificates.isEmpty(), "no certificate is given: nobody would be trusted");
    return new TrustedAuthorities(false, certificates);
  }

  /**
   * Returns the trusted certificates of a store and nobody else. A certificate that belongs to a
   * private key there is not among them.
   *
   * @throws IllegalArgumentException if there is none, or one too many
   */
  public static TrustedAuthorities of(KeyStore store) {
    ImmutableSet.Builder<X509Certificate> certificates = ImmutableSet.builder();
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalArgumentException("the store of trusted certificates is not loaded", e);
    }
    return of(certificates.build());
  }

  /**
   * Returns the certificates of a PEM file and nobody else. It is read now, and not again.
   *
   * @param pem one certificate or several in a regular file, at most 4 MiB
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it holds no certificate, or something else besides, such as
   *     a private key
   */
  public static TrustedAuthorities read(Path pem) throws IOException {
    byte[] bytes = RegularFiles.read(pem, MAX_FILE_BYTES + 1);
    checkArgument(bytes.length <= MAX_FILE_BYTES, "%s has more than 4 MiB", pem);
    try {
      return of(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList());
    } catch (CertificateException e) {
      throw new IllegalArgumentException(pem + " holds something else than certificates", e);
    }
  }

  /**
   * Returns these and others.
   *
   * @throws IllegalArgumentException if they hold too many certificates together
   */
  public TrustedAuthorities and(TrustedAuthorities others) {
    return new TrustedAuthorities(
        includesJvm || others.includesJvm, Sets.union(certificates, others.certificates));
  }

  /** Returns the manager that checks chain and name; it is safe for any number of threads. */
  @Override
  public X509ExtendedTrustManager get() {
    return manager.get();
  }

  private X509ExtendedTrustManager newManager() {
    try {
      if (certificates.isEmpty()) {
        return managerOf(null);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate certificate : certificates) {
        store.setCertificateEntry("own-" + number++, certificate);
      }
      if (includesJvm) {
        for (X509Certificate certificate : managerOf(null).getAcceptedIssuers()) {
          store.setCertificateEntry("jvm-" + number++, certificate);
        }
      }
      return managerOf(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the store of trusted certificates cannot be used", e);
    }
  }

  /** A manager that trusts this store; null: the JVM's. */
  private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this JVM has no trust manager for X.509"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TrustedAuthorities authorities
        && includesJvm == authorities.includesJvm
        && certificates.equals(authorities.certificates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(includesJvm, certificates);
  }

  /** Returns how many there are, and whether the JVM's are among them. */
  @Override
  public String toString() {
    return "TrustedAuthorities["
        + (includesJvm ? "the JVM's and " : "")
        + certificates.size()
        + " of one's own]";
  }
}
