package dev.staffgate.servlet.route;

/**
 * The steps that a search for warnings may take, so that no policy keeps a thread for long. Not
 * thread-safe.
 */
final class WorkLimit {
  private static final long MAX = 30_000_000;

  private long left = MAX;

  /** Returns whether that many steps are left, and takes them. */
  boolean spend(int steps) {
    left -= steps;
    return left >= 0;
  }

  boolean isUsedUp() {
    return left < 0;
  }
}
