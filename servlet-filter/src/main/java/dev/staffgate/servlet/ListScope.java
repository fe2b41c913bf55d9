package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.Scope;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a list may show: as a test for what is in memory, and as a condition for a
 * query. Immutable.
 *
 * <pre>{@code
 * ListScope scope = StaffgateRequest.of(request).scopeOf("ticket.view", "department");
 * tickets.removeIf(Predicate.not(scope.test(Ticket::department)));
 * String query = "SELECT id, subject FROM ticket WHERE " + scope.sql("department");
 * // then set scope.parameters() as texts, from the first question mark of scope.sql on
 * }</pre>
 *
 * @param scope what the policy says
 */
public record ListScope(Scope scope) {
  static final ListScope NONE = new ListScope(new Scope(Scope.Kind.NONE, Set.of()));

  private static final Pattern COLUMN =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}(\\.[A-Za-z_][A-Za-z0-9_]{0,127}){0,2}");

  public ListScope {
    requireNonNull(scope, "scope");
  }

  /** Returns whether the list shows this resource. */
  public boolean contains(String id) {
    return scope.contains(id);
  }

  /**
   * Returns whether the list shows an item.
   *
   * @param id the id of the resource that an item belongs to; null if it belongs to none, and then
   *     it is shown only where all are
   */
  public <T> Predicate<T> test(Function<? super T, @Nullable String> id) {
    requireNonNull(id, "id");
    return item -> {
      String resource = id.apply(item);
      return resource == null ? scope.kind() == Scope.Kind.ALL : scope.contains(resource);
    };
  }

  /**
   * A condition in SQL with a question mark for each of {@link #parameters}. A row whose column is
   * null is left out, unless the list may show all.
   *
   * <p>Ids are case-sensitive to the policy. A column that the database compares in another way, as
   * MariaDB does unless told otherwise, would show {@code SALES} to everybody who may see {@code
   * sales}: give it a binary collation.
   *
   * @param column as the query names it: letters, digits and underscores, with up to two dots. It
   *     is part of the text of the query, so it is never what somebody has typed in
   * @throws IllegalArgumentException if it is anything else
   */
  public String sql(String column) {
    checkArgument(COLUMN.matcher(column).matches(), "this is not the name of a column");
    if (scope.ids().isEmpty()) {
      return scope.kind() == Scope.Kind.ALL ? "1 = 1" : "1 = 0";
    }
    String marks = String.join(", ", Collections.nCopies(scope.ids().size(), "?"));
    return column + (scope.kind() == Scope.Kind.ONLY ? " IN (" : " NOT IN (") + marks + ")";
  }

  /** The ids for the question marks of {@link #sql}, in their order. */
  public List<String> parameters() {
    return List.copyOf(scope.ids());
  }
}
