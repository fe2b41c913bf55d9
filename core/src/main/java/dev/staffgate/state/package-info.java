/**
 * State that changes at run time and has to be right: what is spent once, counted, or open for a
 * while. Start at {@link dev.staffgate.state.StateStore}; {@link
 * dev.staffgate.state.MemoryStateStore} keeps it for the life of a process.
 *
 * <p>What has columns that people list, search or export does not belong here; it has tables of its
 * own.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.state;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
