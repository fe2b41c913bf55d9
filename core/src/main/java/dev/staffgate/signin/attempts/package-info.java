/**
 * The limits of wrong passwords and codes: what is counted for whom, who has to wait, and from
 * where somebody has signed in before.
 */
@NullMarked
package dev.staffgate.signin.attempts;

import org.jspecify.annotations.NullMarked;
