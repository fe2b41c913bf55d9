package dev.staffgate.policy.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A path down the includes, from an assigned role. Shares its beginning with the other paths from
 * there.
 *
 * <p>It supplies its roles, so that a {@link dev.staffgate.decision.Reason} lists them when asked.
 *
 * @param parent the path to the role that includes this one; null for the assigned role
 * @param role the id of the role at its end
 */
public record RolePath(@Nullable RolePath parent, String role) implements Supplier<List<String>> {
  /** Returns the role ids, the assigned one first. */
  @Override
  public List<String> get() {
    Deque<String> ids = new ArrayDeque<>();
    for (RolePath at = this; at != null; at = at.parent) {
      ids.addFirst(at.role);
    }
    return List.copyOf(ids);
  }

  /** Returns the path as sentences show it: {@code a > b > c}. */
  @Override
  public String toString() {
    return String.join(" > ", get());
  }

  // Compared by identity, which is quick; nothing asks whether two paths are alike.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
