package dev.staffgate.vectors;

/** Something that no policy can say, with what the model lacks or does otherwise. */
final class NotExpressible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotExpressible(String reason) {
    super(reason);
  }
}
