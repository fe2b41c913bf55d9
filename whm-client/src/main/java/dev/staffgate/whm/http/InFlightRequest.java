package dev.staffgate.whm.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/**
 * A request that is under way: whether there is a connection yet, and its answer. Closing it breaks
 * off what is not over, connection and all.
 *
 * <p>How long it takes to connect is seen here. The JDK's client can watch that itself, but then
 * keeps the request that opened a connection, with its token, and the answer, with its session URL,
 * for as long as it keeps the connection.
 */
final class InFlightRequest implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<HttpReply> answer = new CompletableFuture<>();
  private final CompletableFuture<HttpResponse<byte[]>> exchange;

  private InFlightRequest(HttpClient client, HttpRequest request) {
    this.exchange =
        client.sendAsync(
            withConnectionSignal(request),
            response -> HttpReply.body(response.headers(), MAX_BODY_BYTES));
    CompletableFuture<HttpResponse<byte[]>> unused = exchange.whenComplete(this::complete);
  }

  /** Sends a request, and returns at once. */
  static InFlightRequest of(HttpClient client, HttpRequest request) {
    return new InFlightRequest(client, request);
  }

  /** Is done when there is a connection, TLS and all, or the request has failed. */
  Future<?> connected() {
    return CompletableFuture.anyOf(connected, answer);
  }

  /**
   * The whole answer. Fails with {@link BoundedBody.TooLongException}, {@link
   * GzipDecoder.BrokenException} and {@link NotFromServerException}, or with whatever the JDK's
   * client fails with.
   */
  Future<HttpReply> answer() {
    return answer;
  }

  private HttpRequest withConnectionSignal(HttpRequest request) {
    BodyPublisher body = request.bodyPublisher().orElseGet(HttpRequest.BodyPublishers::noBody);
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .method(request.method(), new ConnectionSignal(body, connected))
        .build();
  }

  private void complete(HttpResponse<byte[]> response, Throwable failure) {
    if (failure != null) {
      boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
      answer.completeExceptionally(wrapped ? failure.getCause() : failure);
    } else if (response.sslSession().isEmpty()) {
      answer.completeExceptionally(new NotFromServerException(response.statusCode()));
    } else {
      try {
        answer.complete(
            HttpReply.of(
                response.statusCode(), response.headers(), response.body(), MAX_HEADER_BYTES));
      } catch (IOException | RuntimeException unusable) {
        answer.completeExceptionally(unusable);
      }
    }
  }

  @Override
  public void close() {
    exchange.cancel(true);
  }

  /** An answer that came without TLS: a proxy's own. */
  static final class NotFromServerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    NotFromServerException(int status) {
      super("status " + status + " without TLS");
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** A body whose length is asked for when the header is written, and so to a connection. */
  private record ConnectionSignal(BodyPublisher body, CompletableFuture<Void> connected)
      implements BodyPublisher {
    @Override
    public long contentLength() {
      connected.complete(null);
      return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      body.subscribe(subscriber);
    }
  }
}
