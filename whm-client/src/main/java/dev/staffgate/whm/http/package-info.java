/**
 * HTTP to a panel: connections, TLS trust, names, circuit breaker, concurrency, time-outs. Start at
 * {@link dev.staffgate.whm.http.CallExecutor}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
