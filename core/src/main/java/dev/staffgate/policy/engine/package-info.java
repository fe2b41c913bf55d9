/**
 * The engine: decides one request by the steps of policy reference, section 4. Start at {@link
 * dev.staffgate.policy.engine.DecisionEngine}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.policy.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
