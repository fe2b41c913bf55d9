/**
 * Staff signing in: password, second factor, waits after failures. Start at {@link
 * dev.staffgate.signin.SignIn}.
 *
 * <p>{@link dev.staffgate.signin.CredentialStore} keeps the {@link
 * dev.staffgate.signin.Credentials} of each person; {@link dev.staffgate.accounts.ActiveAccounts}
 * says whether the account may act at all; {@link dev.staffgate.signin.PasswordSetter} sets
 * passwords by {@link dev.staffgate.signin.PasswordRules}. Fails closed: nobody is signed in by
 * what cannot be read, kept or recorded.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.signin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
