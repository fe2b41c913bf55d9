/**
 * Wiring of the Connect panel: arguments, servers, filter and pages. Start at {@link
 * dev.staffgate.examples.panel.app.ConnectPanel}.
 */
@NullMarked
package dev.staffgate.examples.panel.app;

import org.jspecify.annotations.NullMarked;
