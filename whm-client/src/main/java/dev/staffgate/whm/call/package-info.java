/**
 * The parts that all panels share: one call, its reply, fields of JSON and XML, login links. Start
 * at {@link dev.staffgate.whm.call.PanelConnector}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.call;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
