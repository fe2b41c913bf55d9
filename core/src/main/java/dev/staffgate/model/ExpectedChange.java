package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Set;

/**
 * A change of a policy that its author declares: whose requests, for what, and whether they get
 * more or less. What is left out may be anything.
 *
 * @param roles of which the accounts have one, by includes too
 * @param staff ids of the accounts
 * @param permissions that are asked for
 * @param gets the direction
 * @param at where it was written
 */
public record ExpectedChange(
    Set<String> roles,
    Set<String> staff,
    List<PermissionPattern> permissions,
    Direction gets,
    Place at) {
  /** The directions of a change. */
  public enum Direction {
    /** Requests get more, in the order deny, approval, second factor, permit. */
    MORE,
    /** Requests get less. */
    LESS,
    /** Requests get more, or less, or are permitted as another panel user. */
    OTHER
  }

  public ExpectedChange {
    roles = ImmutableSet.copyOf(roles);
    staff = ImmutableSet.copyOf(staff);
    permissions = List.copyOf(permissions);
    requireNonNull(gets, "gets");
    requireNonNull(at, "at");
  }

  /** Returns whether a permission is one of those that are asked for. */
  public boolean isAbout(String permission) {
    return permissions.isEmpty() || permissions.stream().anyMatch(one -> one.matches(permission));
  }

  /** Returns it in words. */
  @Override
  public String toString() {
    return "%s%s%s%s"
        .formatted(
            staff.isEmpty() ? "" : "staff " + String.join(", ", staff) + "; ",
            roles.isEmpty() ? "" : "roles " + String.join(", ", roles) + "; ",
            permissions.isEmpty() ? "" : "permissions " + names() + "; ",
            switch (gets) {
              case MORE -> "gets more";
              case LESS -> "gets less";
              case OTHER -> "changes";
            });
  }

  private String names() {
    return String.join(", ", permissions.stream().map(PermissionPattern::text).toList());
  }
}
