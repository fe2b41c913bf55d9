package dev.staffgate.examples.policytool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says why a file cannot be read or written, for a sentence. */
final class FileFaults {
  private FileFaults() {}

  /** Returns the reason, as the end of a sentence: {@code there is no such file}. */
  static String reason(Path file, IOException fault) {
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    if (fault instanceof NoSuchFileException || fault instanceof NotDirectoryException) {
      return "there is no such file or folder";
    }
    if (fault instanceof AccessDeniedException) {
      return "this user may not";
    }
    String said =
        fault instanceof FileSystemException system ? system.getReason() : fault.getMessage();
    return said == null ? fault.getClass().getSimpleName() : said;
  }
}
