package dev.staffgate.whm;

import static dev.staffgate.sso.PanelException.Kind.PROTOCOL;
import static dev.staffgate.sso.PanelException.Kind.UNREACHABLE;

import com.google.common.base.Throwables;
import dev.staffgate.sso.PanelException;
import dev.staffgate.sso.PanelException.Detail;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Says why there was no whole answer. Only causes that arise before an answer are kept: those of a
 * connection and of TLS; others could quote the answer.
 */
final class TransportFailures {
  private static final String MAYBE_DOWN =
      "Check that the server is up and that its address is right; then try again";
  private static final String NOTHING_SENT = ", and the token was not sent";

  private TransportFailures() {}

  static PanelException of(IOException failure, Failures failures, Duration deadline) {
    if (failure instanceof BoundedBody.TooLongException tooLong) {
      return failures.of(
          PROTOCOL,
          Detail.TOO_LARGE,
          "its answer has " + tooLong.getMessage(),
          "Check that the address is " + failures.panel() + "'s own, port and all");
    }
    if (failure instanceof InterruptedIOException) {
      return failures.of(
          UNREACHABLE, Detail.TIMEOUT, "the wait for its answer was interrupted", "Try again");
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return failures.of(
          UNREACHABLE, Detail.TIMEOUT, "it could not be connected to in time", MAYBE_DOWN, failure);
    }
    if (failure instanceof HttpTimeoutException) {
      return failures.of(
          UNREACHABLE,
          Detail.TIMEOUT,
          "it gave no whole answer within " + seconds(deadline),
          failures.whenLate());
    }
    List<Throwable> causes = Throwables.getCausalChain(failure);
    if (find(causes, UnresolvedAddressException.class).isPresent()) {
      return failures.of(
          UNREACHABLE,
          Detail.CONNECTION,
          "its name cannot be resolved",
          "Check the name in `url:`, and this machine's DNS",
          failure);
    }
    if (find(causes, ConnectException.class).isPresent()) {
      return failures.of(
          UNREACHABLE, Detail.CONNECTION, "it refuses connections", MAYBE_DOWN, failure);
    }
    if (find(causes, SSLException.class).isPresent()) {
      return tls(failure, causes, failures);
    }
    return failures.of(
        UNREACHABLE,
        Detail.CONNECTION,
        "the connection broke before there was a whole answer",
        "Check that this is "
            + failures.panel()
            + "'s own port, and that no proxy or firewall cuts in; then try again");
  }

  private static PanelException tls(
      IOException failure, List<Throwable> causes, Failures failures) {
    Optional<ServerTrust.WrongKeyException> wrongKey =
        find(causes, ServerTrust.WrongKeyException.class);
    if (wrongKey.isPresent()) {
      return failures.of(
          UNREACHABLE,
          Detail.TLS,
          "it shows another public key than the pinned one, "
              + wrongKey.get().seen()
              + NOTHING_SENT,
          "Somebody may be in between; write that key in `tls.pin` only if the server's"
              + " administrator confirms it",
          failure);
    }
    if (find(causes, CertificateExpiredException.class).isPresent()) {
      return failures.of(
          UNREACHABLE,
          Detail.TLS,
          "its certificate has expired" + NOTHING_SENT,
          "Have it renewed; trying again does not help",
          failure);
    }
    if (find(causes, CertificateNotYetValidException.class).isPresent()) {
      return failures.of(
          UNREACHABLE,
          Detail.TLS,
          "its certificate is not valid yet" + NOTHING_SENT,
          "Check the clocks of both machines; trying again does not help",
          failure);
    }
    if (find(causes, CertPathBuilderException.class).isPresent()
        || find(causes, CertPathValidatorException.class).isPresent()) {
      return failures.of(
          UNREACHABLE,
          Detail.TLS,
          "its certificate is not trusted: nobody whom this program trusts vouches for it"
              + NOTHING_SENT,
          "Have a certificate of a known authority installed with its intermediates, or pin the"
              + " server's key with `tls.pin`; trying again does not help",
          failure);
    }
    if (find(causes, CertificateException.class).isPresent()) {
      return failures.of(
          UNREACHABLE,
          Detail.TLS,
          "its certificate is not trusted: it is not one for this host" + NOTHING_SENT,
          "Write the name of the certificate in `url:`, or have one for this name installed; trying"
              + " again does not help",
          failure);
    }
    return failures.of(
        UNREACHABLE,
        Detail.TLS,
        "no TLS connection of version 1.2 or 1.3 came about" + NOTHING_SENT,
        "Check that the address is " + failures.panel() + "'s own, port and all",
        failure);
  }

  private static String seconds(Duration deadline) {
    return deadline.toMillis() % 1000 == 0
        ? deadline.toSeconds() + " s"
        : deadline.toMillis() + " ms";
  }

  private static <T extends Throwable> Optional<T> find(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
