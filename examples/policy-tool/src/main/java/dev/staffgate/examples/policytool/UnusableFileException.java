package dev.staffgate.examples.policytool;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of the command line that cannot be read or written. The tool prints its message and ends
 * with 2, whatever the command.
 */
final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnusableFileException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * Returns the fault of a file that could not be read.
   *
   * @param what the option or the words for it, such as {@code --baseline}
   */
  static UnusableFileException reading(String what, Path file, IOException fault) {
    return new UnusableFileException(
        what + ": " + ShownName.of(file) + " cannot be read: " + FileFaults.reason(file, fault),
        fault);
  }

  /**
   * Returns the fault of a file that could not be written.
   *
   * @param what the option or the words for it, such as {@code --junit}
   */
  static UnusableFileException writing(String what, Path file, IOException fault) {
    return new UnusableFileException(
        what + ": " + ShownName.of(file) + " cannot be written: " + FileFaults.reason(file, fault),
        fault);
  }
}
