/** The page that says what a person may do, and why. */
@NullMarked
package dev.staffgate.examples.panel.pages.permissions;

import org.jspecify.annotations.NullMarked;
