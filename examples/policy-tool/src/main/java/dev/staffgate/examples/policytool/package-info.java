/** The command line over Staffgate policies. */
@NullMarked
package dev.staffgate.examples.policytool;

import org.jspecify.annotations.NullMarked;
