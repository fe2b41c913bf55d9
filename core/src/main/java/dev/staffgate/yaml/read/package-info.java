/**
 * Reads policy files into a document, and reports all problems with their places. Start at {@link
 * dev.staffgate.yaml.read.DocumentReader}. Internal: not exported.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.yaml.read;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
