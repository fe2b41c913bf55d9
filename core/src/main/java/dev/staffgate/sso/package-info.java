/**
 * Single sign-on into servers. Start at {@link dev.staffgate.sso.Connect}: which servers a member
 * of staff may enter, and opening a session in one of them.
 *
 * <p>The panel's API is called by a {@link dev.staffgate.panels.PanelSessionClient}, one for each
 * kind of panel, given to the builder and not found by class-path magic; so is the {@link
 * dev.staffgate.secrets.SecretSource} of the API tokens. Meaning: policy reference, section 4,
 * "Single sign-on".
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.sso;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
