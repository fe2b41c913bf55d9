/** A small staff panel on an embedded Jetty. */
@NullMarked
package dev.staffgate.examples.panel;

import org.jspecify.annotations.NullMarked;
