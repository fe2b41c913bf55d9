/**
 * Files for their owner alone, locks between programs, and writes that last. Start at {@link
 * dev.staffgate.files.OwnerOnlyFile}.
 *
 * <p>Internal: exported to our own modules alone.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.files;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
