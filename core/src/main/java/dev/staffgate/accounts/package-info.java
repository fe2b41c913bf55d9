/**
 * Accounts of the staff that live beside the policy document. Start at {@link
 * dev.staffgate.accounts.StaffDirectory}, or at {@link dev.staffgate.accounts.AccountTable} for
 * accounts in memory.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.accounts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
