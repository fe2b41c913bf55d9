package dev.staffgate.examples.benchmarks.measure;

import java.util.Locale;

/**
 * The measured cost of one operation, such as one decision.
 *
 * @param nanos the percentile that the settings name, usually the median
 * @param low a quarter of the samples lie below
 * @param high a quarter of the samples lie above
 * @param p99 one sample in a hundred lies above
 * @param bytes allocated
 */
public record OperationCost(double nanos, double low, double high, double p99, double bytes) {
  /** Returns how many times as long as {@code other} it takes. */
  public double per(OperationCost other) {
    return nanos / other.nanos;
  }

  /** Time with the spread of the middle half of the samples, and what is allocated. */
  @Override
  public String toString() {
    return time(nanos) + " (" + time(low) + " to " + time(high) + ")";
  }

  /** Nanoseconds in the unit that suits them. */
  public static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, nanos < 100 ? "%.1f ns" : "%.0f ns", nanos);
    }
    return nanos < 1e6
        ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
        : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
