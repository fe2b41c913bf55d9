package dev.staffgate.whm.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Compares a host name with the names of a certificate as RFC 9525 has it: with the DNS names of
 * its subjectAltName and nothing else, where a wildcard is the whole first label and stands for
 * one. The JDK's own check takes the common name where there is none, and wildcards in any label.
 */
final class CertificateNames {
  private static final Integer DNS_NAME = 2;
  private static final String WILDCARD = "*.";

  private CertificateNames() {}

  /**
   * Returns whether a certificate is one for a host.
   *
   * @param host a name, not an address
   */
  static boolean include(X509Certificate certificate, String host)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names != null
        && names.stream()
            .filter(name -> DNS_NAME.equals(name.get(0)))
            .anyMatch(name -> matches(String.valueOf(name.get(1)), host));
  }

  private static boolean matches(String name, String host) {
    String presented = withoutRoot(name);
    String wanted = withoutRoot(host);
    if (!presented.startsWith(WILDCARD)) {
      return presented.equals(wanted);
    }
    int firstLabel = wanted.indexOf('.');
    String rest = presented.substring(WILDCARD.length());
    return firstLabel > 0 && rest.indexOf('*') < 0 && rest.equals(wanted.substring(firstLabel + 1));
  }

  private static String withoutRoot(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
