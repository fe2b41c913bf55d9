package dev.staffgate.examples.benchmarks.peers;

/** A library that was made ready with a workload and its questions. */
public interface PeerLibrary {
  /** Returns whether it permits what a question asks. */
  boolean permits(int question);
}
