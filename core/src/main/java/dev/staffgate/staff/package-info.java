/**
 * Staff signing in: password, second factor, waits after failures. Start at {@link
 * dev.staffgate.staff.SignIn}.
 *
 * <p>What is kept of a person is {@link dev.staffgate.staff.Credentials} in a {@link
 * dev.staffgate.staff.CredentialStore}; whether the account may act at all is asked of {@link
 * dev.staffgate.staff.ActiveAccounts}. Fails closed: what cannot be read, kept or recorded is no
 * sign-in.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.staff;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
