package dev.staffgate.state.jdbc;

/** Whether a call may have changed something before it failed. Used by one thread. */
final class CallTraces {
  private boolean left;

  void mayHaveLeft() {
    left = true;
  }

  boolean left() {
    return left;
  }
}
