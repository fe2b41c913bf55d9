/**
 * Events of what happened, and the sinks that keep them. Start at {@link
 * dev.staffgate.audit.AuditSink}.
 *
 * <p>An event holds no secret: not a password, code, token or session URL. What must be recorded
 * and cannot be is not done.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
