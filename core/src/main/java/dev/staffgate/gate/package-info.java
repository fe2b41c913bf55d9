/**
 * One decision with its circumstances: the policy in force, the accounts, the clock and the audit.
 * Start at {@link dev.staffgate.gate.DecisionService}.
 *
 * <p>Fails closed: what cannot be asked, and what cannot be recorded where it must be, is denied
 * with that reason.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.gate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
