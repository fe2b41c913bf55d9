/** Pages for signing in and out. */
@NullMarked
package dev.staffgate.examples.panel.pages.signin;

import org.jspecify.annotations.NullMarked;
