/**
 * How passwords are hashed and compared. Start at {@link
 * dev.staffgate.signin.hashing.PasswordHasher}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.signin.hashing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
