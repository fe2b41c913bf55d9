package dev.staffgate.examples.policytool;

import dev.staffgate.wire.RequestReader;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of bounded length: of a longer one no more is kept than shows that it is too long. */
final class BoundedLineReader {
  private BoundedLineReader() {}

  static @Nullable String next(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); ; c = reader.read()) {
      if (c < 0) {
        return line.length() == 0 ? null : line.toString();
      }
      if (c == '\n') {
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r'
            ? line.substring(0, end - 1)
            : line.toString();
      }
      if (line.length() <= RequestReader.MAX_LENGTH) {
        line.append((char) c);
      }
    }
  }
}
