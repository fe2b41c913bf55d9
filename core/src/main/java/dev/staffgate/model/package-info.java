/**
 * The parts of a policy: permissions, roles, grants, conditions, servers, staff. Start at {@link
 * dev.staffgate.model.PolicyDocument}, which holds all of one policy as it was written.
 *
 * <p>Pure and immutable: nothing here reads a file, a clock or a class-path resource. A constructor
 * checks what can be seen from the value alone; names that are not defined are found when a {@link
 * dev.staffgate.policy.Policy} is made of the whole document. Meaning: policy reference, sections 1
 * to 3.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
