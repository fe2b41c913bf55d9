/**
 * Analyses of policies: their own tests, run. Start at {@link
 * dev.staffgate.analysis.PolicyTestSuite}.
 *
 * <p>Everything here is pure: it works on policies that are loaded already, reads no clock and no
 * file, and is safe for any number of threads.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.analysis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
