/**
 * Assertions for tests of policies, with any test framework. Start at {@link
 * dev.staffgate.testing.PolicyAssertions#assertThat}.
 *
 * <p>An assertion that fails throws an {@link AssertionError} whose message holds what was wanted,
 * the decision, and the sentence for administrators. It shows what a policy says, so it belongs in
 * tests and not in a running program.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
