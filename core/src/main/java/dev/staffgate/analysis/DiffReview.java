package dev.staffgate.analysis;

import dev.staffgate.analysis.diff.RoleHolders;
import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.ExpectedChange.Direction;
import dev.staffgate.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A diff beside the changes that were declared. Immutable.
 *
 * <p>A region is expected if each account in it with each permission is declared, by one change or
 * by several. Addresses, times and amounts are not looked at.
 */
public final class DiffReview {
  private final RoleHolders holders;
  private final List<ExpectedChange> expected;
  private final Set<ExpectedChange> met = new HashSet<>();
  private final List<DiffRegion> unexpected;
  private final List<DiffRemark> unexpectedNotes;

  private DiffReview(
      PolicyDiff diff, RoleHolders holders, List<ExpectedChange> expected, boolean onlyRises) {
    this.holders = holders;
    this.expected = List.copyOf(expected);
    this.unexpected =
        diff.regions().stream()
            .filter(region -> !onlyRises || region.rises())
            .filter(region -> !isExpected(region))
            .toList();
    this.unexpectedNotes =
        diff.notes().stream()
            .filter(note -> onlyRises ? note.rises() : note.rises() || note.falls())
            .filter(note -> !note.names().stream().allMatch(this::isExpectedRole))
            .toList();
  }

  /**
   * Looks which regions were declared.
   *
   * @param before the old policy of the diff
   * @param after the new policy of the diff
   * @param onlyRises whether regions in which requests get less need not be declared
   */
  public static DiffReview of(
      PolicyDiff diff,
      Policy before,
      Policy after,
      List<ExpectedChange> expected,
      boolean onlyRises) {
    return new DiffReview(diff, new RoleHolders(before, after), expected, onlyRises);
  }

  private boolean isExpected(DiffRegion region) {
    boolean all = true;
    for (String permission : region.permissions()) {
      if (region.accounts().isEmpty()) {
        all &= isDeclared(region, permission, rolesOf(region), "");
      }
      for (String account : region.accounts()) {
        all &= isDeclared(region, permission, holders.rolesOf(account), account);
      }
    }
    return all;
  }

  private Set<String> rolesOf(DiffRegion region) {
    Set<String> roles = new HashSet<>();
    for (DiffLimit limit : region.limits()) {
      if (limit.kind() == DiffLimit.Kind.HOLDS && limit.values().contains("yes")) {
        roles.addAll(holders.reachedFrom(limit.name()));
      }
    }
    return roles;
  }

  // All that declare it are met, not the first alone.
  private boolean isDeclared(
      DiffRegion region, String permission, Set<String> roles, String account) {
    boolean declared = false;
    for (ExpectedChange one : expected) {
      if (one.isAbout(permission)
          && (one.staff().isEmpty() || one.staff().contains(account))
          && (one.roles().isEmpty() || one.roles().stream().anyMatch(roles::contains))
          && isDirection(one.gets(), region)) {
        met.add(one);
        declared = true;
      }
    }
    return declared;
  }

  private static boolean isDirection(Direction declared, DiffRegion region) {
    return switch (declared) {
      case MORE -> region.rises() && !region.falls();
      case LESS -> region.falls() && !region.rises();
      case OTHER -> true;
    };
  }

  // A role that one policy alone has, and whatever it is about.
  private boolean isExpectedRole(String name) {
    boolean declared = false;
    for (ExpectedChange one : expected) {
      if (one.permissions().isEmpty()
          && one.staff().isEmpty()
          && one.gets() == Direction.OTHER
          && one.roles().contains(name)) {
        met.add(one);
        declared = true;
      }
    }
    return declared;
  }

  /** Returns the regions of which some part was not declared. */
  public List<DiffRegion> unexpected() {
    return unexpected;
  }

  /** Returns what one policy alone knows, matters, and was not declared. */
  public List<DiffRemark> unexpectedNotes() {
    return unexpectedNotes;
  }

  /** Returns the declared changes that are not there. */
  public List<ExpectedChange> unmet() {
    return expected.stream().filter(one -> !met.contains(one)).toList();
  }

  @Override
  public String toString() {
    return "DiffReview["
        + unexpected.size()
        + " unexpected regions, "
        + unmet().size()
        + " unmet changes]";
  }
}
