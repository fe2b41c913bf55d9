package dev.staffgate.servlet.request;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The peer of the connection beneath a request of Jetty or Undertow. Asked without a dependency on
 * either: the methods are looked up once for each class of requests.
 */
final class ConnectionPeer {
  private static final String JETTY = "org.eclipse.jetty.";
  private static final String UNDERTOW = "io.undertow.";

  /** The ways from a request to the peer that it shows, and to that of its connection. */
  private record Peers(MethodHandle shown, MethodHandle real) {}

  /**
   * The result of the look-up for a class of requests.
   *
   * @param replacement what replaces peers in this container; null if it is another container
   * @param peers null if the container does not tell
   */
  private record Found(@Nullable String replacement, @Nullable Peers peers) {}

  private static final ClassValue<Found> FOUND =
      new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
          return find(type);
        }
      };

  private ConnectionPeer() {}

  /**
   * Returns what has put another address into the place of the connection's peer; null if nothing
   * has. A container that does not tell counts as if something had.
   *
   * @param request without wrappers
   */
  static @Nullable String replacedBy(Object request) {
    Found found = FOUND.get(request.getClass());
    return found.replacement == null || isShown(found.peers, request) ? null : found.replacement;
  }

  private static boolean isShown(@Nullable Peers peers, Object request) {
    if (peers == null) {
      return false;
    }
    try {
      Object shown = (Object) peers.shown.invokeExact(request);
      Object real = (Object) peers.real.invokeExact(request);
      return shown != null && shown.equals(real);
    } catch (Error broken) {
      throw broken;
    } catch (Throwable failed) {
      return false;
    }
  }

  private static Found find(Class<?> type) {
    boolean jetty = type.getName().startsWith(JETTY);
    if (!jetty && !type.getName().startsWith(UNDERTOW)) {
      return new Found(null, null);
    }
    String replacement =
        jetty ? "Jetty's ForwardedRequestCustomizer" : "Undertow's ProxyPeerAddressHandler";
    try {
      return new Found(replacement, jetty ? ofJetty(type) : ofUndertow(type));
    } catch (ReflectiveOperationException closed) {
      return new Found(replacement, null);
    }
  }

  /** The request of Jetty beneath that of the Servlet API, and the one beneath its wrappers. */
  private static Peers ofJetty(Class<?> type) throws ReflectiveOperationException {
    Method core = type.getMethod("getRequest");
    Class<?> request = core.getReturnType();
    Method unwrap = request.getMethod("unWrap", request);
    Method connection = request.getMethod("getConnectionMetaData");
    Method peer = connection.getReturnType().getMethod("getRemoteSocketAddress");
    return new Peers(chain(core, connection, peer), chain(core, unwrap, connection, peer));
  }

  private static Peers ofUndertow(Class<?> type) throws ReflectiveOperationException {
    Method exchange = type.getMethod("getExchange");
    Method shown = exchange.getReturnType().getMethod("getSourceAddress");
    Method connection = exchange.getReturnType().getMethod("getConnection");
    Method peer = connection.getReturnType().getMethod("getPeerAddress");
    return new Peers(chain(exchange, shown), chain(exchange, connection, peer));
  }

  /** Calls each of them with what the one before returned. */
  private static MethodHandle chain(Method... methods) throws IllegalAccessException {
    MethodHandle all = MethodHandles.identity(Object.class);
    MethodType object = MethodType.methodType(Object.class, Object.class);
    for (Method method : methods) {
      MethodHandle next = MethodHandles.publicLookup().unreflect(method).asType(object);
      all = MethodHandles.filterReturnValue(all, next);
    }
    return all;
  }
}
