package dev.staffgate.audit;

import com.google.common.collect.MapMaker;
import dev.staffgate.files.OwnerOnlyPermissions;
import dev.staffgate.files.RegularFiles;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The file that is being written: its length as this program knows it, locked against others. Not
 * thread-safe.
 */
// A RandomAccessFile and not a FileChannel: a channel is closed for everybody once a thread that
// writes to it is interrupted.
final class SegmentFile implements Closeable {
  /**
   * The files of this program that are open, by key or path. They are looked up before a file is
   * opened: a process loses its lock as soon as it closes any handle of the file.
   */
  private static final ConcurrentMap<Object, SegmentFile> OPEN =
      new MapMaker().weakValues().makeMap();

  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final RandomAccessFile open;

  /** The file system's key of the file; null where it has none. */
  private final @Nullable Object key;

  private final Object identity;
  private long length;

  /** Where the last write began. */
  private long written;

  private boolean broken;

  private SegmentFile(
      Path path, RandomAccessFile open, @Nullable Object key, Object identity, long length) {
    this.path = path;
    this.open = open;
    this.key = key;
    this.identity = identity;
    this.length = length;
  }

  /** Makes a file for its owner alone if it is not there, and requires that it is a file. */
  static void prepare(Path path) throws IOException {
    try {
      OwnerOnlyPermissions.createFile(path);
      syncFolder(path);
    } catch (FileAlreadyExistsException goesOn) {
      // Its permissions were its owner's choice: somebody may be meant to read it.
    }
    BasicFileAttributes unused = RegularFiles.requireRegular(path);
  }

  /** Opens a file that is there, or a device for a test. */
  static SegmentFile open(Path path) throws IOException {
    Object key = keyOf(path);
    Object identity = key == null ? path.toRealPath() : key;
    synchronized (OPEN) {
      if (OPEN.containsKey(identity)) {
        throw new OpenAlreadyException(path);
      }
      RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw");
      try {
        requireAlone(path, open);
        SegmentFile file = new SegmentFile(path, open, key, identity, open.length());
        OPEN.put(identity, file);
        return file;
      } catch (IOException | RuntimeException e) {
        open.close();
        throw e;
      }
    }
  }

  /** A file that another sink, here or in another program, has open. */
  static final class OpenAlreadyException extends IOException {
    private static final long serialVersionUID = 1L;

    OpenAlreadyException(Path path) {
      super("the audit file " + path + " is open already");
    }
  }

  private static void requireAlone(Path path, RandomAccessFile open) throws IOException {
    boolean alone;
    try {
      alone = open.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException inThisProgram) {
      alone = false;
    }
    if (!alone) {
      throw new OpenAlreadyException(path);
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Forces the entry of a new file to the disk, where folders can be. */
  private static void syncFolder(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      return; // some systems open no folders
    }
  }

  long length() {
    return length;
  }

  boolean isBroken() {
    return broken;
  }

  /** Returns what somebody has done to the file since it was looked at, if anything. */
  Optional<AuditTrouble> look() throws IOException {
    @Nullable Object now;
    try {
      now = keyOf(path);
    } catch (NoSuchFileException e) {
      return Optional.of(isElsewhere() ? AuditTrouble.MOVED : AuditTrouble.DELETED);
    }
    if (!Objects.equals(now, key)) {
      boolean rotated = Files.size(path) == 0 && isElsewhere(); // logrotate's `create`
      return Optional.of(rotated ? AuditTrouble.MOVED : AuditTrouble.REPLACED);
    }
    long there = open.length();
    return there == length
        ? Optional.empty()
        : Optional.of(there < length ? AuditTrouble.TRUNCATED : AuditTrouble.APPENDED);
  }

  /**
   * Returns whether the file was cut in the moment before the last write, which then left a hole
   * before it.
   */
  boolean hasHole() throws IOException {
    if (written == 0) {
      return false;
    }
    byte[] before = new byte[1];
    readAt(written - 1, before, 1);
    return before[0] != '\n';
  }

  /** Returns whether the open file has another name in its folder by now. */
  boolean isElsewhere() throws IOException {
    if (key == null) {
      return true;
    }
    for (Path other : SegmentNames.beside(path)) {
      if (isThis(other, key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThis(Path other, Object key) throws IOException {
    try {
      return key.equals(keyOf(other));
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }

  /**
   * Returns how much of the file is what was written: up to the hole that a cut left before the
   * last write, or all that is there.
   */
  long intactLength() throws IOException {
    if (open.length() < length || !hasHole()) {
      return open.length();
    }
    byte[] buffer = new byte[BUFFER];
    long end = written;
    while (end > 0) {
      int size = (int) Math.min(buffer.length, end);
      readAt(end - size, buffer, size);
      for (int i = size - 1; i >= 0; i--) {
        if (buffer[i] != 0) {
          return end - size + i + 1;
        }
      }
      end -= size;
    }
    return 0;
  }

  /** Appends bytes, and forces them to the disk; what was written half is cut off again. */
  void write(byte[] bytes) throws IOException {
    try {
      open.seek(length);
      open.write(bytes);
      open.getFD().sync();
      written = length;
      length += bytes.length;
    } catch (IOException e) {
      cutTo(length);
      throw e;
    }
  }

  /** Cuts the file, and goes on from there; where that fails the file is broken. */
  void cutTo(long end) {
    try {
      open.setLength(end);
      length = end;
      written = 0;
    } catch (IOException e) {
      broken = true;
    }
  }

  /** Copies a part of what the file holds now to a new file beside it; returns its name. */
  Path copyAside(String word, long from, long stamp) throws IOException {
    Path aside = SegmentNames.aside(path, word, stamp);
    OwnerOnlyPermissions.createFile(aside);
    byte[] buffer = new byte[BUFFER];
    open.seek(from);
    try (OutputStream out = Files.newOutputStream(aside, StandardOpenOption.WRITE)) {
      int read = open.read(buffer);
      while (read > 0) {
        out.write(buffer, 0, read);
        read = open.read(buffer);
      }
    }
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return aside;
  }

  /** Returns the length that the file has now, whoever made it so. */
  long lengthNow() throws IOException {
    return open.length();
  }

  /** Returns the end of the last whole line before an offset: 0 if there is none. */
  long endOfLine(long before) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long end = before;
    while (end > 0) {
      int size = (int) Math.min(buffer.length, end);
      readAt(end - size, buffer, size);
      for (int i = size - 1; i >= 0; i--) {
        if (buffer[i] == '\n') {
          return end - size + i + 1;
        }
      }
      end -= size;
    }
    return 0;
  }

  /** Returns the first line, without its end; empty if there is none, or it is too long. */
  byte[] firstLine() throws IOException {
    byte[] buffer = new byte[(int) Math.min(ChainedLine.MAX_BYTES, length)];
    readAt(0, buffer, buffer.length);
    for (int i = 0; i < buffer.length; i++) {
      if (buffer[i] == '\n') {
        return Arrays.copyOf(buffer, i);
      }
    }
    return new byte[0];
  }

  /** Returns the last whole line, without its end; empty if there is none, or it is too long. */
  byte[] lastLine() throws IOException {
    long end = endOfLine(length);
    if (end == 0) {
      return new byte[0];
    }
    long start = endOfLine(end - 1);
    long size = end - 1 - start;
    if (size > ChainedLine.MAX_BYTES) {
      return new byte[0];
    }
    byte[] line = new byte[(int) size];
    readAt(start, line, line.length);
    return line;
  }

  private void readAt(long from, byte[] buffer, int size) throws IOException {
    open.seek(from);
    int done = 0;
    while (done < size) {
      int read = open.read(buffer, done, size - done);
      if (read < 0) {
        throw new EOFException("the audit file became shorter while it was read");
      }
      done += read;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      open.close();
    } finally {
      boolean unused = OPEN.remove(identity, this);
    }
  }
}
