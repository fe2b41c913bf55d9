/**
 * Writes a policy document in its canonical form. Start at {@link
 * dev.staffgate.yaml.write.DocumentTree}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.yaml.write;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
