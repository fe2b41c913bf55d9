/** Reading policies, starting, and what a policy takes of memory and disk. */
@NullMarked
package dev.staffgate.examples.benchmarks.load;

import org.jspecify.annotations.NullMarked;
