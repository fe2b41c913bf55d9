/**
 * Policy documents as YAML text. Start at {@link dev.staffgate.yaml.PolicyFiles}; a policy that is
 * loaded anew when its files change is a {@link dev.staffgate.yaml.PolicySource}; {@link
 * dev.staffgate.yaml.PolicyWriter} writes one, {@link dev.staffgate.yaml.PolicyEdit} changes one.
 *
 * <p>Strict: what is not understood is an error with its place, and all errors are told in one go.
 * Scalars are taken as text and typed by the field they stand in, never by YAML's implicit types.
 * Meaning: policy reference, sections 1 and 2.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.yaml;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
