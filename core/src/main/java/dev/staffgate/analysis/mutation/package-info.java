/**
 * Policies with one rule changed. Internal: not exported. Start at {@link
 * dev.staffgate.analysis.mutation.DocumentMutants}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.analysis.mutation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
