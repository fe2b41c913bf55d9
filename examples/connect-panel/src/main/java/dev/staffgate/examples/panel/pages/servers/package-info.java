/** Pages that list servers and open sessions in them. */
@NullMarked
package dev.staffgate.examples.panel.pages.servers;

import org.jspecify.annotations.NullMarked;
