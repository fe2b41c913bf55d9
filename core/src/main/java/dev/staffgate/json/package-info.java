/**
 * Strict JSON (RFC 8259): the one reader that every document of ours is read with. Start at {@link
 * dev.staffgate.json.JsonReader}.
 *
 * <p>Internal: exported to our own modules alone. Pure: text in, values out.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.json;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
