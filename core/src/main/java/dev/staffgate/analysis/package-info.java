/**
 * Analyses of policies: their own tests, run ({@link dev.staffgate.analysis.PolicyTestSuite}, where
 * to start); what the tests leave out ({@link dev.staffgate.analysis.PolicyCoverage}, {@link
 * dev.staffgate.analysis.PolicyMutation}); the exact difference of two policies ({@link
 * dev.staffgate.analysis.PolicyDiff}); likely mistakes ({@link dev.staffgate.analysis.PolicyLint}).
 *
 * <p>Everything here is pure: it works on policies that are loaded already, reads no clock and no
 * file, and is safe for any number of threads.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.analysis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
