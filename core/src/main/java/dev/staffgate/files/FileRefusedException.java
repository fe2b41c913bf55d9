package dev.staffgate.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/**
 * Thrown if a file is not taken as it is. The message is a sentence for whoever runs the program,
 * with what to do, and quotes nothing of what the file holds.
 */
public class FileRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public FileRefusedException(String message) {
    super(message);
  }

  FileRefusedException(String message, IOException cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
