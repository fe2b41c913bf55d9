/**
 * The rules of lint, behind {@code PolicyLint}. Internal: not exported. Start at {@link
 * dev.staffgate.analysis.lint.PolicyLinter}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.analysis.lint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
