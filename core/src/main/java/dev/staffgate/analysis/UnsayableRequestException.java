package dev.staffgate.analysis;

/** Thrown where a test of a policy cannot say a request. */
final class UnsayableRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String why;

  /**
   * @param why a clause
   */
  UnsayableRequestException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
