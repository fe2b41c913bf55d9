/**
 * Sessions in Virtualmin. Start at {@link dev.staffgate.whm.virtualmin.VirtualminSessionClient}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.virtualmin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
