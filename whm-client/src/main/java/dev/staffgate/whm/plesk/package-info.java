/** Sessions in Plesk. Start at {@link dev.staffgate.whm.plesk.PleskSessionClient}. */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.plesk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
