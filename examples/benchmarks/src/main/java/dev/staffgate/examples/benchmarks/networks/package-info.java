/** Sets of addresses: Staffgate's, a plain search, a trie, and other libraries. */
@NullMarked
package dev.staffgate.examples.benchmarks.networks;

import org.jspecify.annotations.NullMarked;
