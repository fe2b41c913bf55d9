/**
 * Measurements of Staffgate's speed and size beside yardsticks and other libraries. Start at {@link
 * dev.staffgate.examples.benchmarks.BenchmarkRunner}.
 *
 * <p>A budget is a ratio of two figures of one run. Before anything is measured, all that are
 * compared are shown to give the same answers.
 */
@NullMarked
package dev.staffgate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
