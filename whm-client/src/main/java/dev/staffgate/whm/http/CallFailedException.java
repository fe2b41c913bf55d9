package dev.staffgate.whm.http;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Ends a call with a {@link CallFailure}; never leaves this module. */
public final class CallFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallFailure failure;

  public CallFailedException(CallFailure failure) {
    super(failure.kind() + ", " + failure.detail(), failure.cause());
    this.failure = failure;
  }

  /**
   * Returns what is read of an answer that says that something was opened; if that is refused, the
   * failure says that it may live on.
   *
   * @param until when that ends at the latest, if it is known
   */
  public static <T> T afterOpening(Optional<Instant> until, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (CallFailedException refused) {
      throw refused.leavingOpen(until);
    }
  }

  /** Returns this as the failure of a call by which something was opened all the same. */
  public CallFailedException leavingOpen(Optional<Instant> until) {
    return new CallFailedException(failure.leavingOpen(until));
  }

  public CallFailure failure() {
    return failure;
  }
}
