/** Staffgate in front of a Jakarta Servlet application. */
@NullMarked
package dev.staffgate.servlet;

import org.jspecify.annotations.NullMarked;
