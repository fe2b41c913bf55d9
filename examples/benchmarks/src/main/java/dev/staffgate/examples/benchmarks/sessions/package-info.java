/** Opens sessions, with the library and by a bare HTTP client. */
@NullMarked
package dev.staffgate.examples.benchmarks.sessions;

import org.jspecify.annotations.NullMarked;
