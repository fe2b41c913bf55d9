/**
 * Splices changes of a document into the text that people wrote. Start at {@link
 * dev.staffgate.yaml.edit.FileTrees}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.yaml.edit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
