/** Analyses of policies. */
@NullMarked
package dev.staffgate.examples.benchmarks.analyses;

import org.jspecify.annotations.NullMarked;
