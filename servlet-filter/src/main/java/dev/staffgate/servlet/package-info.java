/**
 * Staffgate in front of a servlet application. Start at {@link
 * dev.staffgate.servlet.StaffgateFilter}.
 *
 * <p>For Jakarta Servlet 6.0 and 6.1. Denies by default: a path that no route of the policy matches
 * is refused, and so is one that could be read in two ways, before any route is looked at.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.servlet;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
