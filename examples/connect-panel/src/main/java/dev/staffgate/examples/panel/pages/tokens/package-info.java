/** Pages that look after the API tokens of servers. */
@NullMarked
package dev.staffgate.examples.panel.pages.tokens;

import org.jspecify.annotations.NullMarked;
