package dev.staffgate.examples.benchmarks.measure;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The durations of measurements.
 *
 * @param forks JVMs for each figure
 * @param warmups rounds that do not count, in each JVM
 * @param rounds rounds that count, in each JVM
 * @param milliseconds the length of a round
 * @param huge whether the largest workloads are measured too, whose making takes the most time
 * @param percentile of the samples, which is what a figure is: 50 on a quiet machine; a lower one
 *     on a machine with other work, whose interruptions fall into the upper ones
 */
public record BenchmarkSettings(
    int forks, int warmups, int rounds, int milliseconds, boolean huge, int percentile) {
  /** For the table: about half an hour for everything. */
  public static final BenchmarkSettings FULL = new BenchmarkSettings(2, 4, 5, 300, true, 50);

  /** To see that all works: about 8 minutes for everything. */
  public static final BenchmarkSettings QUICK = new BenchmarkSettings(1, 2, 3, 100, false, 50);

  /** Returns these settings with another percentile. */
  public BenchmarkSettings withPercentile(int other) {
    return new BenchmarkSettings(forks, warmups, rounds, milliseconds, huge, other);
  }

  ChainedOptionsBuilder options() {
    return new OptionsBuilder()
        .mode(Mode.SampleTime)
        .forks(forks)
        .warmupIterations(warmups)
        .warmupTime(TimeValue.milliseconds(milliseconds))
        .measurementIterations(rounds)
        .measurementTime(TimeValue.milliseconds(milliseconds))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}
