package dev.staffgate.examples.benchmarks.sessions;

/** Opens one session after the other, in one way. */
interface SessionOpener extends AutoCloseable {
  /**
   * Opens a session.
   *
   * @throws IllegalStateException if there is none
   */
  void open();

  @Override
  void close();
}
