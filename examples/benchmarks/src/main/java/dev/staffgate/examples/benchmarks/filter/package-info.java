/** Requests through the filter, beside the same container without it and with other filters. */
@NullMarked
package dev.staffgate.examples.benchmarks.filter;

import org.jspecify.annotations.NullMarked;
