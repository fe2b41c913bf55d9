package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Collection;
import java.util.UUID;

/**
 * Files that a command writes: whole or not at all, also where the command is stopped by Ctrl-C.
 */
final class OutputFile {
  private OutputFile() {}

  /** The content that a file is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Refuses a file that is also read: what was there before would be gone.
   *
   * @param option by which it was named
   * @param inputs the files, and folders of files, that the command reads
   */
  static void refuseInput(String option, Path file, Collection<Path> inputs) {
    for (Path input : inputs) {
      if (isRead(input, file)) {
        throw UnusableFileException.writing(
            option, file, new IOException("it is a file of the policy that is read"));
      }
    }
  }

  /** Returns whether a file is read as a policy, or as a part of one that is a folder. */
  static boolean isRead(Path policy, Path file) {
    return isSame(file, policy) || (Files.isDirectory(policy) && holdsAsPolicy(policy, file));
  }

  private static boolean holdsAsPolicy(Path folder, Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    String name = file.toString();
    return parent != null
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && isSame(parent, folder);
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a file, and the folder that it is in. What was there before stays until all is written;
   * a link stays, and what it leads to is replaced. What is not a plain file, such as {@code
   * /dev/stdout}, is written to as it is.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (Writer out = Files.newBufferedWriter(file, UTF_8, WRITE)) {
        content.writeTo(out);
      }
      return;
    }
    boolean replaces = Files.exists(file);
    if (replaces && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    Path target = replaces ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("it is a folder");
    }
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Thread whenStopped = new Thread(() -> delete(temporary));
    Runtime.getRuntime().addShutdownHook(whenStopped);
    try {
      try (Writer out = Files.newBufferedWriter(temporary, UTF_8, CREATE_NEW, WRITE)) {
        content.writeTo(out);
      }
      if (replaces) {
        keepPermissions(target, temporary);
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
      forget(whenStopped);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (old != null) {
      Files.setPosixFilePermissions(to, old.readAttributes().permissions());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the hook back, unless the JVM is already ending, and runs it. */
  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      hook.setDaemon(true); // it has begun, or finds nothing to delete
    }
  }
}
