/**
 * Reads the comments of a policy that suppress findings of the lint. Start at {@link
 * dev.staffgate.yaml.comment.SuppressionReader}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.yaml.comment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
