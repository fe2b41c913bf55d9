package dev.staffgate.servlet.request;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The connection beneath a request of Jetty. Asked without a dependency on Jetty: the methods are
 * looked up once for each class of requests.
 */
final class JettyConnection {
  private static final String PACKAGE = "org.eclipse.jetty.";

  /** The ways from a request to the peers, for one class of requests. */
  private record Peers(MethodHandle shown, MethodHandle real) {}

  private static final ClassValue<Found> FOUND =
      new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
          return find(type);
        }
      };

  /**
   * The result of the look-up.
   *
   * @param jetty whether it is a request of Jetty
   * @param peers null if it is none, or does not tell
   */
  private record Found(boolean jetty, @Nullable Peers peers) {}

  private JettyConnection() {}

  /**
   * Returns whether the address that a request shows is another than that of its connection. One
   * that does not tell counts as if it were.
   */
  static boolean isHidden(Object request) {
    Found found = FOUND.get(request.getClass());
    if (!found.jetty) {
      return false;
    }
    Peers peers = found.peers;
    try {
      if (peers == null) {
        return true;
      }
      Object shown = (Object) peers.shown.invokeExact(request);
      Object real = (Object) peers.real.invokeExact(request);
      return shown == null || !shown.equals(real);
    } catch (Throwable failed) {
      if (failed instanceof Error error) {
        throw error;
      }
      return true;
    }
  }

  private static Found find(Class<?> type) {
    if (!type.getName().startsWith(PACKAGE)) {
      return new Found(false, null);
    }
    try {
      // request of the Servlet API → request of Jetty → the one beneath its wrappers → peer
      Method core = type.getMethod("getRequest");
      Method unwrap = core.getReturnType().getMethod("unWrap", core.getReturnType());
      Method connection = core.getReturnType().getMethod("getConnectionMetaData");
      Method peer = connection.getReturnType().getMethod("getRemoteSocketAddress");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle peerOf =
          MethodHandles.filterReturnValue(lookup.unreflect(connection), lookup.unreflect(peer));
      MethodHandle shown = MethodHandles.filterReturnValue(lookup.unreflect(core), peerOf);
      MethodHandle real =
          MethodHandles.filterReturnValue(
              MethodHandles.filterReturnValue(lookup.unreflect(core), lookup.unreflect(unwrap)),
              peerOf);
      MethodType object = MethodType.methodType(Object.class, Object.class);
      return new Found(true, new Peers(shown.asType(object), real.asType(object)));
    } catch (ReflectiveOperationException closed) {
      return new Found(true, null);
    }
  }
}
