package dev.staffgate.whm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip as it comes in, to a bounded length. One member, whole, with nothing behind it; one
 * that is longer, broken or cut short is refused as soon as that is known.
 *
 * <p>Not safe for several threads at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, section 2.3</a>
 */
final class Gunzip implements BoundedBody.Content {
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int MAX_HEADER = 1024;
  private static final int CRC16 = 0b10;
  private static final int EXTRA = 0b100;
  private static final int NAME = 0b1000;
  private static final int COMMENT = 0b10000;
  private static final int RESERVED = 0b11100000;

  private final int limit;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
  private final ByteArrayOutputStream trailer = new ByteArrayOutputStream();
  private boolean inside;

  /**
   * Begins.
   *
   * @param limit the most that is unpacked, in bytes
   */
  Gunzip(int limit) {
    this.limit = limit;
  }

  @Override
  public void add(byte[] bytes) throws IOException {
    byte[] packed = bytes;
    if (!inside) {
      header.writeBytes(bytes);
      byte[] begun = header.toByteArray();
      int length = headerLength(begun);
      if (length < 0) {
        require(begun.length <= MAX_HEADER);
        return;
      }
      inside = true;
      packed = Arrays.copyOfRange(begun, length, begun.length);
    }
    if (!inflater.finished()) {
      inflate(packed);
    } else {
      trailer.writeBytes(packed);
    }
    require(trailer.size() <= TRAILER);
  }

  private void inflate(byte[] packed) throws IOException {
    byte[] some = new byte[8192];
    inflater.setInput(packed);
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(some);
        if (count == 0) {
          require(!inflater.needsDictionary());
          if (inflater.needsInput()) {
            return;
          }
        }
        if (count > limit - unpacked.size()) {
          throw BoundedBody.TooLongException.unpacked(limit);
        }
        sum.update(some, 0, count);
        unpacked.write(some, 0, count);
      }
    } catch (DataFormatException e) {
      throw new BrokenException();
    }
    trailer.write(packed, packed.length - inflater.getRemaining(), inflater.getRemaining());
  }

  /** Where the packed bytes begin; -1 if the header is not whole yet. */
  private static int headerLength(byte[] bytes) throws BrokenException {
    if (bytes.length < FIXED_HEADER) {
      return -1;
    }
    int flags = bytes[3];
    require(
        (bytes[0] & 0xff) == 0x1f
            && (bytes[1] & 0xff) == 0x8b
            && bytes[2] == 8
            && (flags & RESERVED) == 0);
    int end = FIXED_HEADER;
    if ((flags & EXTRA) != 0) {
      if (bytes.length < end + 2) {
        return -1;
      }
      end += 2 + (bytes[end] & 0xff) + ((bytes[end + 1] & 0xff) << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (end < bytes.length && bytes[end] != 0) {
          end++;
        }
        end++;
      }
    }
    if ((flags & CRC16) != 0) {
      end += 2;
    }
    return end <= bytes.length ? end : -1;
  }

  /** No bytes at all are no content, whatever a header says of their encoding. */
  @Override
  public byte[] whole() throws IOException {
    if (header.size() > 0) {
      byte[] end = trailer.toByteArray();
      require(
          inflater.finished()
              && end.length == TRAILER
              && number(end, 0) == sum.getValue()
              && number(end, 4) == unpacked.size());
    }
    return unpacked.toByteArray();
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = (number << 8) | (bytes[from + i] & 0xff);
    }
    return number;
  }

  private static void require(boolean right) throws BrokenException {
    if (!right) {
      throw new BrokenException();
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** What came is no gzip, or not all of it. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException() {
      super("no whole gzip");
    }
  }
}
