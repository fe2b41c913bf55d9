package dev.staffgate.whm.http;

import static dev.staffgate.panels.PanelException.Kind.UNREACHABLE;

import com.google.common.net.InetAddresses;
import dev.staffgate.panels.PanelException.Detail;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/**
 * Tells why a TLS connection failed. That nothing was sent is said only where it is sure: in TLS
 * 1.3 a server may object to a client after the request has gone out.
 */
final class TlsFailureTranslator {
  private static final String NOTHING_SENT = ", and the token was not sent";
  private static final String IN_VAIN = "; trying again does not help";

  // The JDK tells these apart by its words alone; words that it changes lead to the last message.
  private static final Pattern NO_TLS = Pattern.compile("(?i)unrecognized SSL message");
  private static final Pattern VERSION =
      Pattern.compile("(?i)alert: protocol_version|selected protocol version");
  private static final Pattern CLOSED = Pattern.compile("(?i)host terminated the handshake");
  // Before TLS 1.3 many a server says handshake_failure instead (RFC 5246, section 7.4.6).
  private static final Pattern NO_CLIENT_CERTIFICATE =
      Pattern.compile(
          "(?i)alert: (bad_certificate|certificate_required|certificate_unknown|unknown_ca"
              + "|access_denied|unsupported_certificate)");

  private TlsFailureTranslator() {}

  /**
   * Returns the failure.
   *
   * @param failure what the HTTP client threw
   * @param causes that and its causes
   * @param host the server's, a name or an address without brackets
   */
  static CallFailure of(
      IOException failure, List<Throwable> causes, CallPurpose purpose, String host) {
    Optional<RefusedCertificateException> refused =
        causes.stream()
            .filter(RefusedCertificateException.class::isInstance)
            .map(RefusedCertificateException.class::cast)
            .findFirst();
    if (refused.isPresent()) {
      return certificate(refused.get(), failure, host);
    }
    if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
      return untrusted(failure, "it cannot be checked", "Look for the cause in this program's log");
    }
    if (says(causes, NO_TLS)) {
      return tls(
          failure,
          "it does not speak TLS on this port" + NOTHING_SENT,
          "Check the port in `url:`; it has to be that of " + purpose.panel() + " for https");
    }
    if (says(causes, VERSION)) {
      return tls(
          failure,
          "it speaks no version of TLS that is still safe" + NOTHING_SENT,
          "Have TLS 1.2 or 1.3 switched on there" + IN_VAIN);
    }
    if (says(causes, CLOSED)) {
      return CallFailure.of(
              UNREACHABLE,
              Detail.CONNECTION,
              "it closed the connection before TLS was set up" + NOTHING_SENT,
              "Check that this is "
                  + purpose.panel()
                  + "'s own port for https, and that no proxy or firewall cuts in; then try again")
          .causedBy(failure);
    }
    if (says(causes, NO_CLIENT_CERTIFICATE)) {
      return tls(
          failure,
          "it asks for a certificate of this program, which has none",
          "Have it let clients in without one on this port" + IN_VAIN);
    }
    if (causes.stream().anyMatch(SSLHandshakeException.class::isInstance)) {
      return tls(
          failure,
          "it and this program found no common way to speak TLS 1.2 or 1.3, or it wants a"
              + " certificate of this program",
          "Check that the address is "
              + purpose.panel()
              + "'s own, port and all, and that clients need no certificate there");
    }
    return tls(failure, "the TLS connection broke off", purpose.ifNoAnswer());
  }

  private static CallFailure certificate(
      RefusedCertificateException refused, IOException failure, String host) {
    return switch (refused.why()) {
      case OTHER_KEY ->
          tls(
              failure,
              "it shows another public key than the pinned one, " + refused.key() + NOTHING_SENT,
              "Somebody may be in between; write that key in `tls.pin` only if the server's"
                  + " administrator confirms it");
      case EXPIRED ->
          tls(failure, "its certificate has expired" + NOTHING_SENT, "Have it renewed" + IN_VAIN);
      case NOT_YET_VALID ->
          tls(
              failure,
              "its certificate is not valid yet" + NOTHING_SENT,
              "Check the clocks of both machines" + IN_VAIN);
      case SELF_SIGNED ->
          untrusted(
              failure,
              "it is signed by itself, with the key " + refused.key(),
              "Have a certificate of a known authority installed, or write that key in `tls.pin` if"
                  + " the server's administrator confirms it");
      case UNKNOWN_AUTHORITY ->
          untrusted(
              failure,
              "nobody whom this program trusts vouches for it",
              "Have a certificate of a known authority installed with its intermediates, give this"
                  + " program the server's authority, or pin the server's key with `tls.pin`");
      case OTHER_NAME ->
          InetAddresses.isInetAddress(host)
              ? untrusted(
                  failure,
                  "it is not one for this address",
                  "Write the name of the certificate in `url:`, or pin the server's key with"
                      + " `tls.pin`")
              : untrusted(
                  failure,
                  "it is not one for this host",
                  "Write the name of the certificate in `url:`, or have one for this name"
                      + " installed");
      case NO_SUBJECT_ALT_NAME ->
          untrusted(
              failure,
              "this host is not among its subjectAltNames, and a common name (CN), or a wildcard"
                  + " that is not its whole first label, does not count",
              "Have a certificate installed that has this name as a subjectAltName");
      case NOT_FOR_SERVERS ->
          untrusted(failure, "it is not one for servers", "Have one for TLS servers installed");
    };
  }

  private static CallFailure untrusted(IOException failure, String why, String mend) {
    return tls(failure, "its certificate is not trusted: " + why + NOTHING_SENT, mend + IN_VAIN);
  }

  private static CallFailure tls(IOException failure, String what, String mend) {
    return CallFailure.of(UNREACHABLE, Detail.TLS, what, mend).causedBy(failure);
  }

  private static boolean says(List<Throwable> causes, Pattern words) {
    return causes.stream()
        .map(Throwable::getMessage)
        .anyMatch(message -> message != null && words.matcher(message).find());
  }
}
