package dev.staffgate.servlet.authzen;

/**
 * A call, or one evaluation of a call, that is not answered with a decision. The message is for the
 * caller's developer and quotes nothing of what came.
 */
final class CallRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  CallRefusedException(int status, String message) {
    super(message, null, false, false); // an answer, not a fault: no stack is kept
    this.status = status;
  }

  static CallRefusedException badRequest(String message) {
    return new CallRefusedException(400, message);
  }

  /** The HTTP status: 4xx. */
  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
