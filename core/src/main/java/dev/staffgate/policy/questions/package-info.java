/**
 * Questions in reverse over the engine: the ways of an account, the scope of a permission. Start at
 * {@link dev.staffgate.policy.questions.WayFinder}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.policy.questions;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
