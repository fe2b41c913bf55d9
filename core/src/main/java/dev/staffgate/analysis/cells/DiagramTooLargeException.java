package dev.staffgate.analysis.cells;

/** Thrown when a comparison would need more room than it is given. */
public final class DiagramTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DiagramTooLargeException(String message) {
    super(message);
  }
}
