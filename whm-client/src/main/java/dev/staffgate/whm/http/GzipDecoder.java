package dev.staffgate.whm.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks gzip to a bounded length. */
final class GzipDecoder {
  private GzipDecoder() {}

  /**
   * Returns the unpacked bytes. No bytes at all stay none, whatever a header says of their
   * encoding.
   *
   * @param limit the most that is unpacked, in bytes
   * @throws BrokenException if it is not gzip, or not all of it
   * @throws BoundedBody.TooLongException if it unpacks to more
   * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, section 2.3</a>
   */
  static byte[] unpack(byte[] packed, int limit) throws IOException {
    if (packed.length == 0) {
      return packed;
    }
    byte[] unpacked;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      unpacked = in.readNBytes(limit + 1);
    } catch (ZipException | EOFException broken) {
      throw new BrokenException();
    }
    if (unpacked.length > limit) {
      throw BoundedBody.TooLongException.unpacked(limit);
    }
    return unpacked;
  }

  /** An answer that is not gzip, or not all of it. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException() {
      super("no whole gzip");
    }
  }
}
