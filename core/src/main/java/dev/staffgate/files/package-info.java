/**
 * Files that hold what others must not read. Start at {@link dev.staffgate.files.OwnerOnlyFile}.
 * Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.files;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
