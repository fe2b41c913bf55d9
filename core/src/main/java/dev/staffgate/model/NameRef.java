package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A name that stands for something defined elsewhere in the policy: a role, network, schedule,
 * server, group or department. Validation of the whole document finds names that are not defined.
 *
 * @param id the name as written
 * @param at where it was written
 */
public record NameRef(String id, Place at) {
  public NameRef {
    requireNonNull(id, "id");
    requireNonNull(at, "at");
  }

  /** Returns a reference that was made in code. */
  public static NameRef of(String id) {
    return new NameRef(id, Place.NONE);
  }

  /** Returns references that were made in code, in the order given. */
  public static List<NameRef> listOf(String... ids) {
    return List.of(ids).stream().map(NameRef::of).toList();
  }
}
