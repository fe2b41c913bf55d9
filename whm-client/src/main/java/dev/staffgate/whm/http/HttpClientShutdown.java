package dev.staffgate.whm.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.util.Optional;

/** Shuts HTTP clients down, which can be told to end from Java 21 on. Safe for any threads. */
final class HttpClientShutdown {
  private static final Optional<Method> SHUTDOWN_NOW = find();

  private HttpClientShutdown() {}

  private static Optional<Method> find() {
    try {
      return Optional.of(HttpClient.class.getMethod("shutdownNow"));
    } catch (NoSuchMethodException older) {
      return Optional.empty();
    }
  }

  /** Ends a client, its thread and its connections; before Java 21 it does nothing. */
  static void now(HttpClient client) {
    if (SHUTDOWN_NOW.isPresent()) {
      try {
        Object unused = SHUTDOWN_NOW.get().invoke(client);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("an HTTP client cannot be shut down", e);
      }
    }
  }
}
