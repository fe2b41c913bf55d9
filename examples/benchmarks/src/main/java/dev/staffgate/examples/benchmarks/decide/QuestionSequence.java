package dev.staffgate.examples.benchmarks.decide;

/**
 * The way through the questions of a workload: which one is next follows from the answer before, as
 * in a program that goes on by what it is told. So a question cannot be taken up before the one
 * before is answered, and what is measured is the time to an answer. Were the next question known,
 * a processor would work on several at once, and their number would be measured.
 *
 * <p>A permitted question is followed by the next but one, a denied one by the next, and the last
 * by the first. Half of those that are met are permitted, as of all.
 */
final class QuestionSequence {
  private final int mask;

  /**
   * @param count a power of two
   */
  QuestionSequence(int count) {
    this.mask = count - 1;
  }

  /** The question after this one. */
  int after(int question, boolean permitted) {
    return (question + (permitted ? 2 : 1)) & mask;
  }
}
