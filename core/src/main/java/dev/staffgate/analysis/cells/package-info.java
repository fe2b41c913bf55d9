/**
 * The space of all requests that two policies could tell apart, cut along each dimension into parts
 * that both treat alike. Internal: not exported. Start at {@link
 * dev.staffgate.analysis.cells.RequestSpace}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.analysis.cells;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
