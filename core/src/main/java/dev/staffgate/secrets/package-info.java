/**
 * Where the API tokens of servers come from, and where they are kept. Start at {@link
 * dev.staffgate.secrets.SecretSource}; {@link dev.staffgate.secrets.EncryptedSecretFile} keeps them
 * in a file.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.secrets;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
