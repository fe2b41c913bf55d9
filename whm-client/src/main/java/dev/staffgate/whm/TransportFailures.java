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
      return TlsFailures.of(failure, causes, failures);
    }
    return failures.of(
        UNREACHABLE,
        Detail.CONNECTION,
        "the connection broke before there was a whole answer",
        "Check that this is "
            + failures.panel()
            + "'s own port, and that no proxy or firewall cuts in; then try again");
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
