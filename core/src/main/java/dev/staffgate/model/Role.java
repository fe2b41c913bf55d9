package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A role: what it grants and denies, and the roles that it includes.
 *
 * @param id its id
 * @param title for people
 * @param formerly ids that it had before: an account of a directory that still says one of them
 *     holds this role
 * @param includes the roles whose grants and denies it has as well, in the order written
 * @param requires conditions on every grant that is reached through this role
 * @param grants what it permits
 * @param denies what it forbids
 * @param at where it was defined
 */
public record Role(
    String id,
    Optional<String> title,
    List<NameRef> formerly,
    List<NameRef> includes,
    List<Condition> requires,
    List<Grant> grants,
    List<Deny> denies,
    Place at) {
  /**
   * The built-in role that grants {@code *}. A policy may give it a title and {@code requires}, and
   * nothing else.
   */
  public static final String FULL_ADMINISTRATOR = "full-administrator";

  public Role {
    NameSyntax.requireId(id);
    requireNonNull(title, "title");
    formerly = List.copyOf(formerly);
    includes = List.copyOf(includes);
    requires = ConditionOrder.inOrder(requires);
    grants = List.copyOf(grants);
    denies = List.copyOf(denies);
    requireNonNull(at, "at");
  }

  /** Returns the same role with other grants and denies. */
  public Role with(List<Grant> otherGrants, List<Deny> otherDenies) {
    return new Role(id, title, formerly, includes, requires, otherGrants, otherDenies, at);
  }

  /** Returns the built-in role as it is where the policy says nothing of it. */
  public static Role fullAdministrator() {
    return new Role(
        FULL_ADMINISTRATOR,
        Optional.of("Full administrator"),
        List.of(),
        List.of(),
        List.of(),
        List.of(Grant.of("*")),
        List.of(),
        Place.NONE);
  }
}
