/**
 * Sessions in DirectAdmin. Start at {@link dev.staffgate.whm.directadmin.DirectAdminSessionClient}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm.directadmin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
