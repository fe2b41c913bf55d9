/**
 * The comparison of two policies, behind {@code PolicyDiff}. Internal: not exported. Start at
 * {@link dev.staffgate.analysis.diff.PolicyComparison}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.analysis.diff;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
