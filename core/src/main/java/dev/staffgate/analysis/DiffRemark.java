package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Set;

/**
 * Something about a diff that is not in its regions: what one policy alone knows, or what could not
 * be compared exactly.
 *
 * @param text in words
 * @param names the accounts, roles, permissions or networks that it is about
 * @param permissions those that it is about; all if none
 * @param rises whether requests may be answered with more by it
 * @param falls whether requests may be answered with less by it
 */
public record DiffRemark(
    String text, Set<String> names, Set<String> permissions, boolean rises, boolean falls) {
  public DiffRemark {
    requireNonNull(text, "text");
    names = ImmutableSortedSet.copyOf(names);
    permissions = ImmutableSortedSet.copyOf(permissions);
  }

  @Override
  public String toString() {
    return text
        + (names.isEmpty() ? "" : ": " + String.join(", ", names))
        + (permissions.isEmpty() ? "" : " (" + String.join(", ", permissions) + ")");
  }
}
