package dev.staffgate.decision;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way down the includes, from an assigned role; shares its beginning with the other ways from
 * there.
 */
public record RolePath(@Nullable RolePath parent, String role) {
  /** The role ids, the assigned one first. */
  public List<String> roles() {
    Deque<String> ids = new ArrayDeque<>();
    for (RolePath at = this; at != null; at = at.parent) {
      ids.addFirst(at.role);
    }
    return List.copyOf(ids);
  }

  /** For sentences: {@code a > b > c}. */
  @Override
  public String toString() {
    return String.join(" > ", roles());
  }

  // Compared by identity, which is quick; nothing asks whether two ways are alike.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
