/**
 * Finds what is wrong with a policy document: names that are not defined, cycles, values that
 * cannot be. Start at {@link dev.staffgate.validation.PolicyValidator}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.validation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
