package dev.staffgate.whm.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body of bounded length: one that is longer is broken off, and its connection closed. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final int limit;
  private final boolean packed;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  private BoundedBody(int limit, boolean packed) {
    this.limit = limit;
    this.packed = packed;
  }

  /** A body that is not read at all, and counts as empty. */
  static BoundedBody unread() {
    return new BoundedBody(0, false);
  }

  /** A body of at most so many bytes. */
  static BoundedBody plain(int limit) {
    return new BoundedBody(limit, false);
  }

  /** A body that is gzip of at most so many bytes, and of no more when it is unpacked. */
  static BoundedBody gzip(int limit) {
    return new BoundedBody(limit, true);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (limit == 0) {
      subscription.cancel();
      onComplete();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (subscription == null || body.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        add(buffer);
      }
    } catch (IOException failure) {
      subscription.cancel();
      onError(failure);
      return;
    }
    subscription.request(1);
  }

  private void add(ByteBuffer buffer) throws TooLongException {
    if (buffer.remaining() > limit - bytes.size()) {
      throw TooLongException.received(limit);
    }
    byte[] more = new byte[buffer.remaining()];
    buffer.get(more);
    bytes.writeBytes(more);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    byte[] whole = bytes.toByteArray();
    try {
      body.complete(packed ? GzipDecoder.unpack(whole, limit) : whole);
    } catch (IOException failure) {
      body.completeExceptionally(failure);
    }
  }

  /** An answer is longer than this client takes. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLongException(String what) {
      super(what);
    }

    /** Returns the failure of an answer of more than so many bytes. */
    static TooLongException received(int limit) {
      return new TooLongException("has more than " + limit + " bytes");
    }

    /** Returns the failure of a header of more than so many bytes. */
    static TooLongException header(int limit) {
      return new TooLongException("has a header of more than " + limit + " bytes");
    }

    /** Returns the failure of an answer that unpacks to more than so many bytes. */
    static TooLongException unpacked(int limit) {
      return new TooLongException("unpacks to more than " + limit + " bytes");
    }
  }
}
