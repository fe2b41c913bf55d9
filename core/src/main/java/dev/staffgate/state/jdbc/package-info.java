/**
 * State in tables of a database, by plain JDBC. Start at {@link
 * dev.staffgate.state.jdbc.JdbcStateStore}.
 *
 * <p>The database is H2, whose driver the program brings along: the library names none of its
 * types.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.state.jdbc;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
