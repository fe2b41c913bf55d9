package dev.staffgate.whm.http;

/** Ends a call with a {@link CallFailure}; never leaves this module. */
public final class CallFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallFailure failure;

  public CallFailedException(CallFailure failure) {
    super(failure.kind() + ", " + failure.detail(), failure.cause());
    this.failure = failure;
  }

  public CallFailure failure() {
    return failure;
  }
}
