package dev.staffgate.servlet.authzen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Reads the body of a call, of bounded length and within a bounded time. A client that sends
 * nothing at all is left to the container, which ends a read after its idle time.
 *
 * @param max the longest body, in bytes
 * @param within how long a body may take, from the first read to its end
 * @param nanos a clock that only goes forward, as {@link System#nanoTime}
 */
record BodyReader(int max, Duration within, LongSupplier nanos) {
  byte[] read(InputStream in) throws CallRefusedException {
    long start = nanos.getAsLong();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        body.write(part, 0, n);
        if (body.size() > max) {
          throw new CallRefusedException(413, "the body is longer than " + max + " bytes");
        }
        if (nanos.getAsLong() - start > within.toNanos()) {
          throw slow();
        }
      }
      return body.toByteArray();
    } catch (IOException broken) {
      throw broken.getCause() instanceof TimeoutException ? slow() : unreadable();
    } catch (RuntimeException broken) { // containers throw their own, for chunks that are none
      throw unreadable();
    }
  }

  private CallRefusedException slow() {
    return new CallRefusedException(
        408, "the body did not come within " + within.toSeconds() + " s");
  }

  private static CallRefusedException unreadable() {
    return CallRefusedException.badRequest("the body could not be read");
  }
}
