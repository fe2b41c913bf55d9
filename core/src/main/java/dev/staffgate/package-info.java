/** The front door of Staffgate. */
@NullMarked
package dev.staffgate;

import org.jspecify.annotations.NullMarked;
