/** Pages about oneself. */
@NullMarked
package dev.staffgate.examples.panel.pages.profile;

import org.jspecify.annotations.NullMarked;
