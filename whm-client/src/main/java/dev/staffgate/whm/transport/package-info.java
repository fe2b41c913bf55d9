/**
 * The transport that session clients share. Start at {@link
 * dev.staffgate.whm.transport.PanelTransport}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.transport;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
