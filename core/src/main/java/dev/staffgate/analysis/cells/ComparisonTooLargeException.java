package dev.staffgate.analysis.cells;

/** Thrown when a comparison would need more room than it is given. */
public final class ComparisonTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * Makes it.
   *
   * @param why tells what there is too much of
   */
  public ComparisonTooLargeException(String why) {
    super(why);
    this.why = why;
  }

  /** Returns what there is too much of. */
  public String why() {
    return why;
  }
}
