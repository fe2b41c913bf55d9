package dev.staffgate.whm.tokens;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An API token as WHM describes it; never with its text.
 *
 * @param name its name
 * @param privileges what it may do, by WHM's names; {@code all}: all that its owner may
 * @param created when it was made, if that is told
 * @param expiresAt from when on it is refused; nothing: never
 * @param addresses the addresses and blocks that it is accepted from; none: from everywhere
 */
public record WhmToken(
    String name,
    Set<String> privileges,
    Optional<Instant> created,
    Optional<Instant> expiresAt,
    List<String> addresses) {
  /** The privilege that stands for all. */
  public static final String ALL = "all";

  /**
   * The privilege to open sessions. As WHM's documentation warns, it frees a token from its own
   * limits: who has it can do all that the token's owner can.
   */
  public static final String CREATE_USER_SESSION = "create-user-session";

  public WhmToken {
    requireNonNull(name, "name");
    privileges = ImmutableSortedSet.copyOf(privileges);
    requireNonNull(created, "created");
    requireNonNull(expiresAt, "expiresAt");
    addresses = List.copyOf(addresses);
  }

  /** Returns whether it has all privileges. */
  public boolean mayAll() {
    return privileges.contains(ALL);
  }

  /** Returns whether it has a privilege, or all. */
  public boolean may(String privilege) {
    return mayAll() || privileges.contains(privilege);
  }
}
