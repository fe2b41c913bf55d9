package dev.staffgate.whm.http;

import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;
import static dev.staffgate.panels.PanelException.Kind.UNREACHABLE;

import com.google.common.base.Throwables;
import dev.staffgate.panels.PanelException.Detail;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Tells why a whole answer is missing. Only causes that arise before an answer are kept: those of a
 * connection and of TLS; others could quote the answer.
 */
final class TransportFailureTranslator {
  private static final String MAYBE_DOWN =
      "Check that the server is up and that its address is right; then try again";

  private static final String BROKE = "the connection broke before there was a whole answer";

  private TransportFailureTranslator() {}

  /**
   * Returns the failure.
   *
   * @param address where the request went
   * @param limit how long the request was allowed to take
   */
  static CallFailure of(
      IOException failure,
      CallPurpose purpose,
      ServerAddress address,
      CallTimeouts timeouts,
      Duration limit) {
    List<Throwable> causes = Throwables.getCausalChain(failure);
    Optional<BoundedBody.TooLongException> tooLong =
        find(causes, BoundedBody.TooLongException.class);
    if (tooLong.isPresent()) {
      return CallFailure.of(
          PROTOCOL,
          Detail.TOO_LARGE,
          "its answer " + tooLong.get().getMessage(),
          "Check that the address is " + purpose.panel() + "'s own, port and all");
    }
    if (find(causes, GzipDecoder.BrokenException.class).isPresent()) {
      return CallFailure.protocol(
          Detail.MALFORMED,
          "its answer is said to be gzip, and is broken or cut short",
          purpose.panel());
    }
    if (failure instanceof HttpTransport.ClosedException) {
      return CallFailure.of(
          MISCONFIGURED,
          Detail.SETTINGS,
          "this program has closed its connections to panels",
          "Restart the program; its developer closes the transport after the last call");
    }
    if (failure instanceof HttpTransport.UnreachableByProxyException) {
      return CallFailure.of(
          MISCONFIGURED,
          Detail.SETTINGS,
          "it has an IPv6 address for a URL, and Java's HTTP client reaches no such server through"
              + " a proxy",
          "Write a name in `url:`, or have the program reach this server without a proxy; nothing"
              + " was sent");
    }
    if (failure instanceof HttpTimeoutException
        && !(failure instanceof HttpConnectTimeoutException)) {
      return CallFailure.of(
          UNREACHABLE, Detail.TIMEOUT, late(timeouts, limit), purpose.ifNoAnswer());
    }
    Optional<ServerNameResolver.LocalException> local =
        find(causes, ServerNameResolver.LocalException.class);
    if (local.isPresent()) {
      return CallFailure.of(
          MISCONFIGURED,
          Detail.SETTINGS,
          "its name leads to "
              + local.get().address()
              + ", which is not another machine's address,"
              + " and nothing was sent",
          "Correct the name in `url:`, or this machine's DNS and hosts file; for a panel on this"
              + " machine write `localhost`, or have the program allow it with `mayBeLocal`");
    }
    if (find(causes, SSLException.class).isPresent()) {
      return TlsFailureTranslator.of(failure, causes, purpose, address.host());
    }
    Optional<ProxyException> proxied = find(causes, ProxyException.class);
    return proxied.isPresent()
        ? through(proxied.get(), causes, purpose, CallTimeouts.text(timeouts.connect()))
        : direct(failure, causes, purpose, CallTimeouts.text(timeouts.connect()));
  }

  private static CallFailure direct(
      IOException failure, List<Throwable> causes, CallPurpose purpose, String connect) {
    return switch (obstacle(causes)) {
      case LATE ->
          CallFailure.of(
                  UNREACHABLE,
                  Detail.TIMEOUT,
                  "it could not be connected to within " + connect,
                  MAYBE_DOWN)
              .causedBy(failure);
      case UNKNOWN ->
          CallFailure.of(
                  UNREACHABLE,
                  Detail.CONNECTION,
                  "its name cannot be resolved",
                  "Check the name in `url:`, and this machine's DNS")
              .causedBy(failure);
      case REFUSED ->
          CallFailure.of(UNREACHABLE, Detail.CONNECTION, "it refuses connections", MAYBE_DOWN)
              .causedBy(failure);
      case BROKEN ->
          CallFailure.of(
              UNREACHABLE,
              Detail.CONNECTION,
              BROKE,
              "Check that this is "
                  + purpose.panel()
                  + "'s own port, and that no proxy or firewall cuts in; then try again");
    };
  }

  private static CallFailure through(
      ProxyException proxied, List<Throwable> causes, CallPurpose purpose, String connect) {
    String proxy = "the proxy " + proxied.proxy();
    if (proxied.status().isPresent()) {
      int status = proxied.status().getAsInt();
      return status == 407
          ? CallFailure.of(
              MISCONFIGURED,
              Detail.SETTINGS,
              proxy + " asks for credentials (HTTP 407), and the token was not sent",
              "Have it let this program through without any")
          : CallFailure.of(
              UNREACHABLE,
              Detail.CONNECTION,
              proxy + " does not lead to it (HTTP " + status + "), and the token was not sent",
              "Check that the server is up and that its address is right, and have the proxy's"
                  + " administrator allow them; then try again");
    }
    return switch (obstacle(causes)) {
      case LATE ->
          CallFailure.of(
                  UNREACHABLE,
                  Detail.TIMEOUT,
                  "it could not be connected to within " + connect + " through " + proxy,
                  "Check that both are up and that their addresses are right; then try again")
              .causedBy(proxied);
      case UNKNOWN ->
          CallFailure.of(
                  UNREACHABLE,
                  Detail.CONNECTION,
                  "the name of " + proxy + " cannot be resolved",
                  "Check that name, and this machine's DNS")
              .causedBy(proxied);
      case REFUSED ->
          CallFailure.of(
                  UNREACHABLE,
                  Detail.CONNECTION,
                  proxy + " refuses connections",
                  "Check that it is up and that its address is right; then try again")
              .causedBy(proxied);
      case BROKEN ->
          CallFailure.of(
              UNREACHABLE,
              Detail.CONNECTION,
              BROKE,
              "Check that this is "
                  + purpose.panel()
                  + "'s own port, and that "
                  + proxy
                  + " leads there; then try again");
    };
  }

  /** The obstacle to a connection, or to one that lasts long enough. */
  private enum Obstacle {
    LATE,
    UNKNOWN,
    REFUSED,
    BROKEN
  }

  private static Obstacle obstacle(List<Throwable> causes) {
    if (find(causes, HttpConnectTimeoutException.class).isPresent()) {
      return Obstacle.LATE;
    }
    if (find(causes, UnresolvedAddressException.class).isPresent()
        || find(causes, UnknownHostException.class).isPresent()) {
      return Obstacle.UNKNOWN;
    }
    return find(causes, ConnectException.class).isPresent() ? Obstacle.REFUSED : Obstacle.BROKEN;
  }

  private static String late(CallTimeouts timeouts, Duration limit) {
    boolean ofAll =
        timeouts.request().compareTo(timeouts.total()) < 0
            && limit.compareTo(timeouts.request()) < 0;
    return ofAll
        ? "it gave no whole answer before the %s of the whole call were over"
            .formatted(CallTimeouts.text(timeouts.total()))
        : "it gave no whole answer within " + CallTimeouts.text(timeouts.request());
  }

  private static <T extends Throwable> Optional<T> find(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
