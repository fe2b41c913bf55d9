package dev.staffgate.analysis.diff;

/** The answers of the old and of the new policy to the same request. */
public record AnswerChange(Answer before, Answer after) {
  boolean isChange() {
    return !before.equals(after);
  }

  /** Returns whether the new answer gives more; another panel user does too. */
  public boolean rises() {
    return after.rank() > before.rank() || (isChange() && after.rank() == before.rank());
  }

  /** Returns whether the new answer gives less; another panel user does too. */
  public boolean falls() {
    return after.rank() < before.rank() || (isChange() && after.rank() == before.rank());
  }
}
