/** Simulated control panels, so that a program can be tested without one. */
@NullMarked
package dev.staffgate.whm.testing;

import org.jspecify.annotations.NullMarked;
