package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/** The last record of files that are not written any more. */
final class LastRecord {
  private LastRecord() {}

  /**
   * Finds the newest record of the files beside one: those that were closed, or moved by others.
   */
  static Optional<ChainedLine> beside(Path path) throws IOException {
    Optional<ChainedLine> last = Optional.empty();
    for (Path other : SegmentNames.beside(path)) {
      if (!SegmentNames.isForeign(other)) {
        Optional<ChainedLine> its = of(other);
        if (its.isPresent() && (last.isEmpty() || its.get().number() > last.get().number())) {
          last = its;
        }
      }
    }
    return last;
  }

  private static Optional<ChainedLine> of(Path other) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(other.toFile(), "r")) {
      long length = in.length();
      int size = (int) Math.min(length, ChainedLine.MAX_BYTES);
      byte[] end = new byte[size];
      in.seek(length - size);
      in.readFully(end);
      String text = new String(end, US_ASCII);
      int stop = text.lastIndexOf('\n');
      return stop < 0
          ? Optional.empty()
          : ChainedLine.read(
              text.substring(text.lastIndexOf('\n', stop - 1) + 1, stop).getBytes(US_ASCII));
    }
  }
}
