package dev.staffgate.examples.benchmarks.filter;

/** A container that runs. */
interface BenchmarkServer extends AutoCloseable {
  /** Its port on loopback. */
  int port();

  @Override
  void close();
}
