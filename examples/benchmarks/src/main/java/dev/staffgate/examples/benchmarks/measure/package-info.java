/** Runs JMH, and turns what it says into figures, ratios and the rows of a table. */
@NullMarked
package dev.staffgate.examples.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
