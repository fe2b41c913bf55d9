/**
 * Deciding. Start at {@link dev.staffgate.policy.Policy}: made once of a document, asked any number
 * of times, from any number of threads.
 *
 * <p>Pure: the same policy, account and request always give the same decision; nothing here reads a
 * file, a clock, the network or a random source. Deny by default: what is not granted, not known or
 * not given is denied. Meaning: policy reference, sections 3 and 4, whose step numbers the code
 * cites.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
