/** Finds the route of a policy that a request matches. Internal: not exported. */
@NullMarked
@CheckReturnValue
package dev.staffgate.servlet.route;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
