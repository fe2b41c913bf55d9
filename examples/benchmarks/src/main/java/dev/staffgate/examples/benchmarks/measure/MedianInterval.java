package dev.staffgate.examples.benchmarks.measure;

import java.util.Arrays;
import java.util.Locale;

/**
 * The median of a few figures.
 *
 * @param low the lower bound of its interval
 * @param high the upper bound
 */
public record MedianInterval(double median, double low, double high) {
  /**
   * The median, and the interval that holds that of all such figures with a confidence of 95 %,
   * whatever their distribution: as many figures lie on either side of it as a coin shows heads
   * once in twenty times or more rarely.
   */
  public static MedianInterval of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int outside = 0;
    double term = Math.pow(0.5, n);
    double tail = term;
    while (2 * tail <= 0.05 && outside < n / 2) {
      outside++;
      term = term * (n - outside + 1) / outside;
      tail += term;
    }
    int lowest = Math.max(outside - 1, 0);
    return new MedianInterval(
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[lowest], sorted[n - 1 - lowest]);
  }

  /** As a ratio. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f × (%.3f to %.3f)", median, low, high);
  }
}
