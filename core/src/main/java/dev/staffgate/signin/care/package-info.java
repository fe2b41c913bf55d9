/**
 * The care of accounts: links for a first password or a new one, resets by an administrator, and
 * what people change of their own.
 *
 * <p>Start at {@link dev.staffgate.signin.care.AccountCare} for administrators, at {@link
 * dev.staffgate.signin.care.LinkClaims} for whoever opens a link, and at {@link
 * dev.staffgate.signin.care.OwnCredentials} for somebody who is signed in. {@link
 * dev.staffgate.signin.care.AccountRecovery} is for when nobody can enter.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.signin.care;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
