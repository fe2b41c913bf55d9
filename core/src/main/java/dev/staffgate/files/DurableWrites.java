package dev.staffgate.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes that a power failure does not undo: they return when the disk has what was written. Safe
 * for any number of threads.
 */
public final class DurableWrites {
  private DurableWrites() {}

  /**
   * Writes all bytes at the channel's position and forces them to the disk, with the file's
   * attributes.
   */
  public static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      int unused = channel.write(rest);
    }
    channel.force(true);
  }

  /**
   * Puts a file into the place of another in one move, and forces the folder to the disk where the
   * file system lets a folder be opened.
   *
   * @throws FileRefusedException if the other file is mounted by itself
   */
  public static void move(Path from, Path to) throws IOException {
    Path moved;
    try {
      moved = Files.move(from, to, ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw MountedFiles.failure(to, e);
    }
    Path folder = moved.toAbsolutePath().getParent();
    if (folder != null && isPosix(to)) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static boolean isPosix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }
}
