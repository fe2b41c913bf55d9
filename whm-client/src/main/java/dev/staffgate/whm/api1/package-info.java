/**
 * Calls of WHM's API 1, and the envelope of its answers. Start at {@link
 * dev.staffgate.whm.api1.WhmApiClient}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.api1;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
