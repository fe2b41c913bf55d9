/**
 * Sessions in control panels, over their APIs: WHM, Plesk, DirectAdmin and Virtualmin. Start at
 * {@link dev.staffgate.whm.WhmSessionClient}, {@link dev.staffgate.whm.plesk.PleskSessionClient},
 * {@link dev.staffgate.whm.directadmin.DirectAdminSessionClient} or {@link
 * dev.staffgate.whm.virtualmin.VirtualminSessionClient}.
 *
 * <p>One client serves all servers. What a server answers is not believed: only a whole, bounded,
 * well-formed success with a login URL on that server's own host and port becomes a session; all
 * else is a {@link dev.staffgate.panels.PanelException} of a fitting kind. Simulated servers for
 * tests are in {@code dev.staffgate.whm.testing}, in a jar of their own.
 *
 * @see <a href="https://api.docs.cpanel.net/openapi/whm/operation/create_user_session/">WHM API 1,
 *     create_user_session</a>
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.whm;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
