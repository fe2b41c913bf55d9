/** Workloads that are made of a seed, and Staffgate's decisions on them beside yardsticks. */
@NullMarked
package dev.staffgate.examples.benchmarks.decide;

import org.jspecify.annotations.NullMarked;
