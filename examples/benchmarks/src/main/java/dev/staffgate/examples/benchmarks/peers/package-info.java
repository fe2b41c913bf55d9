/** Other libraries that decide the same workloads. */
@NullMarked
package dev.staffgate.examples.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
