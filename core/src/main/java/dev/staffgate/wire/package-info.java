/**
 * Requests, decisions, explanations and answers to questions in reverse as JSON: policy reference,
 * section 6. Start at {@link dev.staffgate.wire.RequestReader}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
