/**
 * Reads a servlet request: its path, its method and the client's address. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.servlet.request;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
