/**
 * Sessions of people who have signed in to the program, over all their browsers. Start at {@link
 * dev.staffgate.session.StaffSessions}.
 *
 * <p>The program's own web session, with its cookie, refers to one of these; what is kept here is
 * good for no sign-in.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.session;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
