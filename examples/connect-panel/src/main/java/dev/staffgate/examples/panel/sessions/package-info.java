/**
 * The web sessions of the panel in the state store, so that they outlive a restart. Start at {@link
 * dev.staffgate.examples.panel.sessions.StoredWebSessions}.
 */
@NullMarked
package dev.staffgate.examples.panel.sessions;

import org.jspecify.annotations.NullMarked;
