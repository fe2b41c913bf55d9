/**
 * What a policy is made of: permissions, roles, grants, conditions, servers, staff. Start at {@link
 * dev.staffgate.model.PolicyDocument}, which holds all of one policy as it was written.
 *
 * <p>Pure and immutable: nothing here reads a file, a clock or a class-path resource. A value
 * checks in its constructor what can be seen from itself alone; whether the names that it mentions
 * are defined is checked when a {@link dev.staffgate.policy.Policy} is made of the whole document.
 * Meaning: policy reference, sections 1 to 3.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
