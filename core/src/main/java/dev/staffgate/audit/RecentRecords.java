package dev.staffgate.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongPredicate;

/** The last records that were written, up to 4 MiB of them. Not thread-safe. */
final class RecentRecords {
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private final Deque<Recent> records = new ArrayDeque<>();
  private long bytes;

  private static final class Recent {
    final long number;
    final byte[] line;

    Recent(long number, byte[] line) {
      this.number = number;
      this.line = line;
    }
  }

  /** Adds records that follow each other; the oldest give way. */
  void add(long firstNumber, List<byte[]> lines) {
    long number = firstNumber;
    for (byte[] line : lines) {
      records.addLast(new Recent(number, line));
      bytes += line.length;
      number++;
    }
    while (bytes > MOST_BYTES) {
      bytes -= records.removeFirst().line.length;
    }
  }

  /** Returns the lines of those whose numbers are wanted. */
  List<byte[]> linesOf(LongPredicate wanted) {
    return records.stream().filter(one -> wanted.test(one.number)).map(one -> one.line).toList();
  }
}
