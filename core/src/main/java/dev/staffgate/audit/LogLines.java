package dev.staffgate.audit;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all files of a log, in the order of the numbers of their records; files that
 * logrotate has compressed, too. Holds one line at a time. Not thread-safe.
 */
final class LogLines implements Closeable {
  private static final int BUFFER = 256 * 1024;

  private final Deque<Path> files;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private byte[] line = new byte[4096];
  private int length;
  private @Nullable InputStream open;
  private @Nullable Path file;
  private long number;
  private boolean whole;
  private boolean first;

  private LogLines(List<Path> files) {
    this.files = new ArrayDeque<>(files);
  }

  /** Opens the files of a log by the path of the one that is written. */
  static LogLines open(Path path) throws IOException {
    return new LogLines(files(path));
  }

  /** A file of the log, by which it is ordered. */
  private record Ordered(Path path, long first, long size) {}

  /** Returns the files in order: those without records of a chain come first. */
  private static List<Path> files(Path path) throws IOException {
    List<Path> all = new ArrayList<>();
    if (Files.isRegularFile(path)) {
      all.add(path);
    }
    for (Path other : SegmentNames.beside(path)) {
      if (!SegmentNames.isForeign(other)) {
        all.add(other);
      }
    }
    if (all.isEmpty()) {
      throw new NoSuchFileException(path.toString());
    }
    List<Ordered> ordered = new ArrayList<>();
    for (Path one : all) {
      OptionalLong number = firstNumber(one);
      ordered.add(new Ordered(one, number.orElse(0), Files.size(one)));
    }
    ordered.sort(Comparator.comparingLong(Ordered::first).thenComparingLong(Ordered::size));
    return ordered.stream().map(Ordered::path).toList();
  }

  private static OptionalLong firstNumber(Path file) throws IOException {
    try (LogLines one = new LogLines(List.of(file))) {
      return one.next()
          ? RecordPlace.of(one.line(), one.length())
              .map(RecordPlace::number)
              .map(OptionalLong::of)
              .orElse(OptionalLong.empty())
          : OptionalLong.empty();
    }
  }

  /**
   * Goes to the next line.
   *
   * @return false at the end of the last file
   */
  boolean next() throws IOException {
    while (true) {
      InputStream in = open;
      if (in == null) {
        Path next = files.poll();
        if (next == null) {
          return false;
        }
        file = next;
        open = opened(next);
        number = 0;
        at = 0;
        filled = 0;
        first = true;
      } else if (read(in)) {
        first = number == 0;
        number++;
        return true;
      } else {
        in.close();
        open = null;
      }
    }
  }

  private static InputStream opened(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz")
        ? new GZIPInputStream(new BufferedInputStream(in, BUFFER))
        : in;
  }

  /** Reads a line; returns false if there is none left in the file. */
  private boolean read(InputStream in) throws IOException {
    length = 0;
    whole = false;
    while (true) {
      if (at == filled) {
        filled = Math.max(0, in.read(buffer));
        at = 0;
        if (filled == 0) {
          return length > 0;
        }
      }
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      append(end - at);
      boolean found = end < filled;
      at = found ? end + 1 : end;
      if (found) {
        whole = true;
        return true;
      }
    }
  }

  /**
   * Keeps a part of a line, up to a byte more than the longest; without the zeros before it, which
   * a file has that was cut while somebody wrote to it.
   */
  private void append(int available) {
    int size = available;
    while (length == 0 && size > 0 && buffer[at] == 0) {
      at++;
      size--;
    }
    int kept = Math.min(size, ChainedLine.MAX_BYTES + 1 - length);
    if (length + kept > line.length) {
      line =
          Arrays.copyOf(
              line, Math.max(length + kept, Math.min(line.length * 2, ChainedLine.MAX_BYTES + 1)));
    }
    System.arraycopy(buffer, at, line, length, kept);
    length += kept;
  }

  /** Returns the bytes of the line, of which {@link #length} count. */
  byte[] line() {
    return line;
  }

  int length() {
    return length;
  }

  /** Returns the line as an array of its own. */
  byte[] copy() {
    return Arrays.copyOf(line, length);
  }

  /** Returns whether the line has an end, and is not too long. */
  boolean isWhole() {
    return whole && length <= ChainedLine.MAX_BYTES;
  }

  /** Returns whether this is the first line of its file. */
  boolean isFirst() {
    return first;
  }

  /** Returns whether this is the last file. */
  boolean isInLastFile() {
    return files.isEmpty();
  }

  /** Returns the file of the line. */
  Path file() {
    return Optional.ofNullable(file).orElseThrow();
  }

  /** Returns the number of the line in its file, from 1 on. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    InputStream in = open;
    open = null;
    files.clear();
    if (in != null) {
      in.close();
    }
  }
}
