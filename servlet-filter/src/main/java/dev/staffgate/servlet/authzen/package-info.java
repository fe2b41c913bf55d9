/**
 * The OpenID AuthZEN Authorization API 1.0: programs in any language ask Staffgate over HTTP. Start
 * at {@link dev.staffgate.servlet.authzen.AuthZenHandler}, which knows no container, or at {@link
 * dev.staffgate.servlet.authzen.AuthZenServlet} around it.
 *
 * <p>Nobody asks without being known, by an API key or as a principal of the container; plain HTTP
 * is refused but from the machine itself; every input has a bound. What a request says of subject,
 * action, resource and context feeds conditions that name it, and nothing else.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.servlet.authzen;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
