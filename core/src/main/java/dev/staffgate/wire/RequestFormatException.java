package dev.staffgate.wire;

/**
 * A request that cannot be read; the message says what is wrong with it, and quotes at most a name
 * of it, or the characters that are not JSON.
 */
public final class RequestFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  RequestFormatException(String message) {
    super(message);
  }
}
