/**
 * Requests and decisions: what is asked, what is answered, and why. Start at {@link
 * dev.staffgate.decision.AccessRequest} and {@link dev.staffgate.decision.Decision}.
 *
 * <p>Pure and immutable. Meaning: policy reference, sections 4 and 6.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
