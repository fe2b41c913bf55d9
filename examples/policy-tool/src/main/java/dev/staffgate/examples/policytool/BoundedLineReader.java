package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.wire.RequestReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reader of lines of UTF-8 of bounded length: of a longer one no more is kept than shows that it is
 * too long. A line that is not UTF-8 does not hinder the next. Not thread-safe.
 */
final class BoundedLineReader implements AutoCloseable {
  private static final int MOST_BYTES = 4 * (RequestReader.MAX_LENGTH + 1);

  private final InputStream in;

  BoundedLineReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** A line without its end. */
  static final class Line {
    private final byte[] bytes;

    private Line(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * Returns its text; of one that is too long, a beginning that is too long as well.
     *
     * @throws CharacterCodingException if it is not UTF-8
     */
    String text() throws CharacterCodingException {
      return bytes.length >= MOST_BYTES
          ? new String(bytes, UTF_8) // cut, perhaps within a character
          : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /** Returns the next line; empty at the end. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); ; c = in.read()) {
      if (c < 0) {
        return line.size() == 0 ? Optional.empty() : Optional.of(new Line(line.toByteArray()));
      }
      if (c == '\n') {
        return Optional.of(new Line(withoutReturn(line.toByteArray())));
      }
      if (line.size() < MOST_BYTES) {
        line.write(c);
      }
    }
  }

  private static byte[] withoutReturn(byte[] line) {
    int end = line.length;
    return end > 0 && line[end - 1] == '\r' ? Arrays.copyOf(line, end - 1) : line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
