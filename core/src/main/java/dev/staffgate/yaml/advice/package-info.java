/**
 * Guesses at the right form of a text that a policy cannot hold, for its message alone. Start at
 * {@link dev.staffgate.yaml.advice.AddressAdvice}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.yaml.advice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
