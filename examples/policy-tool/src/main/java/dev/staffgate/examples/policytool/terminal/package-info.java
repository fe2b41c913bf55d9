/** The terminal at which somebody reads and types. */
@NullMarked
package dev.staffgate.examples.policytool.terminal;

import org.jspecify.annotations.NullMarked;
