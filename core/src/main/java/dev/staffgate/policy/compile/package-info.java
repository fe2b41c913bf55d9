/**
 * Turns a document into what the engine decides on: includes followed, wildcards expanded,
 * conditions combined. Start at {@link dev.staffgate.policy.compile.PolicyCompiler}. Internal: not
 * exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.policy.compile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
