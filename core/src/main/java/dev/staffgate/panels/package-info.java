/**
 * The service provider interface of session clients, one for each kind of control panel. Start at
 * {@link dev.staffgate.panels.PanelSessionClient}.
 *
 * <p>Clients are given to the builder, never found on the class path.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.panels;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
