/**
 * Text that is fit to show: foreign text made visible, quoted and cut. Start at {@link
 * dev.staffgate.text.VisibleText}.
 *
 * <p>Internal: exported to our own modules alone. Pure.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
