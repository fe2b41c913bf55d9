package dev.staffgate.whm.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The arrays of bytes and characters in a heap dump of the JVM, of which its texts and buffers are
 * made.
 *
 * @see <a
 *     href="https://github.com/openjdk/jdk/blob/jdk-17-ga/src/hotspot/share/services/heapDumper.cpp">the
 *     format, as the JDK writes it</a>
 */
final class HeapDump {
  private static final int HEAP = 0x0c;
  private static final int HEAP_SEGMENT = 0x1c;
  private static final int CHARACTERS = 5;
  private static final int BYTES = 8;

  private final ByteBuffer dump;
  private final Predicate<byte[]> isWanted;
  private final List<byte[]> found = new ArrayList<>();

  private HeapDump(ByteBuffer dump, Predicate<byte[]> isWanted) {
    this.dump = dump;
    this.isWanted = isWanted;
  }

  /** The contents of all arrays of bytes or characters that are wanted. */
  static List<byte[]> arrays(Path file, Predicate<byte[]> isWanted) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      HeapDump dump = new HeapDump(channel.map(MapMode.READ_ONLY, 0, channel.size()), isWanted);
      dump.read();
      return dump.found;
    }
  }

  private void read() throws IOException {
    while (dump.get() != 0) {
      // the name of the format
    }
    if (dump.getInt() != Long.BYTES) {
      throw new IOException("references are not of 8 bytes");
    }
    skip(Long.BYTES);
    while (dump.hasRemaining()) {
      int tag = dump.get();
      skip(Integer.BYTES);
      long length = Integer.toUnsignedLong(dump.getInt());
      int end = Math.toIntExact(dump.position() + length);
      while ((tag == HEAP || tag == HEAP_SEGMENT) && dump.position() < end) {
        part();
      }
      dump.position(end);
    }
  }

  private void part() throws IOException {
    int tag = Byte.toUnsignedInt(dump.get());
    switch (tag) {
      case 0xff, 0x05, 0x07 -> skip(8);
      case 0x01 -> skip(16);
      case 0x02, 0x03, 0x08 -> skip(16);
      case 0x04, 0x06 -> skip(12);
      case 0x20 -> classPart();
      case 0x21 -> {
        skip(20);
        skip(dump.getInt());
      }
      case 0x22 -> {
        skip(12);
        int length = dump.getInt();
        skip(8 + 8 * length);
      }
      case 0x23 -> arrayPart();
      default -> throw new IOException("an unknown part of a heap, " + tag);
    }
  }

  private void classPart() throws IOException {
    skip(8 + 4 + 6 * 8 + 4);
    for (int constants = dump.getShort(); constants > 0; constants--) {
      skip(2);
      skip(size(dump.get()));
    }
    for (int statics = dump.getShort(); statics > 0; statics--) {
      skip(8);
      skip(size(dump.get()));
    }
    int fields = dump.getShort();
    skip(9 * fields);
  }

  private void arrayPart() throws IOException {
    skip(12);
    int length = dump.getInt();
    int type = dump.get();
    byte[] content = new byte[type == BYTES || type == CHARACTERS ? length * size(type) : 0];
    if (content.length == 0) {
      skip(length * size(type));
      return;
    }
    dump.get(content);
    if (isWanted.test(content)) {
      found.add(content);
    }
  }

  private static int size(int type) throws IOException {
    return switch (type) {
      case 4, BYTES -> 1;
      case CHARACTERS, 9 -> 2;
      case 6, 10 -> 4;
      case 2, 7, 11 -> 8;
      default -> throw new IOException("an unknown type, " + type);
    };
  }

  private void skip(int bytes) {
    dump.position(dump.position() + bytes);
  }
}
