package dev.staffgate.vectors;

/** Something that no policy can say, with what the model lacks or does otherwise. */
final class NotExpressibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotExpressibleException(String reason) {
    super(reason);
  }
}
