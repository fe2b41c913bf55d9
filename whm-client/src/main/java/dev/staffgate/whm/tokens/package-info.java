/**
 * API tokens of WHM servers: listing, rotation and posture. Start at {@link
 * dev.staffgate.whm.tokens.WhmTokens}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.tokens;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
