package dev.staffgate.examples.panel.app;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms before a thread is given to them: whoever sends one slowly, or never to its end,
 * holds a connection and nothing else. A form that is too long, comes too slowly or cannot be read
 * is refused when its fields are asked for.
 *
 * <p>Bodies of other types are not read here: whoever reads them asks for a key first.
 */
final class FormBodyReader extends Handler.Wrapper {
  /** The longest form, in bytes: a token of a server is far below it. */
  static final int MAX_BYTES = 32 * 1024;

  private static final int MAX_FIELDS = 32;

  /** The time from the first byte to the last; a silent client is ended by the idle time. */
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final LongSupplier nanos;

  /**
   * Makes a reader.
   *
   * @param next answers when a form is there
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  FormBodyReader(Handler next, LongSupplier nanos) {
    super(next);
    this.nanos = nanos;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Charset> charset = charsetOfForm(request);
    if (charset.isEmpty()) {
      return super.handle(request, response, callback);
    }
    Request bounded = new BoundedRequest(request, nanos);
    FormFields.onFields(
        bounded,
        charset.get(),
        MAX_FIELDS,
        MAX_BYTES,
        new Promise.Invocable<Fields>() {
          @Override
          public void succeeded(Fields fields) {
            answerLater(bounded, response, callback);
          }

          @Override
          public void failed(Throwable unreadable) {
            answerLater(bounded, response, callback); // the fields, when asked for, fail again
          }
        });
    return true;
  }

  /** Returns nothing if there is no form, or none whose characters can be read. */
  private static Optional<Charset> charsetOfForm(Request request) {
    try {
      return Optional.ofNullable(FormFields.getFormEncodedCharset(request));
    } catch (IllegalArgumentException unknownCharset) {
      return Optional.empty(); // nothing is read of it, and its fields, when asked for, fail again
    }
  }

  /** Lets a thread answer that is not the one which reads from connections. */
  private void answerLater(Request request, Response response, Callback callback) {
    request
        .getComponents()
        .getExecutor()
        .execute(
            () -> {
              try {
                if (!super.handle(request, response, callback)) {
                  Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
              } catch (Exception failure) {
                Response.writeError(request, response, callback, failure);
              }
            });
  }

  /** A request whose body ends with a failure where it is too long or too slow. */
  private static final class BoundedRequest extends Request.Wrapper {
    private final LongSupplier nanos;
    private final long start;
    private int bytes;
    private Content.@Nullable Chunk failure;

    BoundedRequest(Request request, LongSupplier nanos) {
      super(request);
      this.nanos = nanos;
      this.start = nanos.getAsLong();
    }

    @Override
    public Content.@Nullable Chunk read() {
      if (failure != null) {
        return failure;
      }
      Content.Chunk chunk = super.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return chunk;
      }
      bytes += chunk.remaining();
      if (bytes > MAX_BYTES) {
        failure = Content.Chunk.from(new IllegalStateException("a form is too long"), true);
      } else if (!chunk.isLast() && nanos.getAsLong() - start > WITHIN.toNanos()) {
        failure = Content.Chunk.from(new TimeoutException("a form comes too slowly"), true);
      } else {
        return chunk;
      }
      chunk.release();
      return failure;
    }
  }
}
