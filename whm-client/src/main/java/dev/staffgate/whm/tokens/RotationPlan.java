package dev.staffgate.whm.tokens;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A plan for the token that a rotation makes.
 *
 * @param prefix how its name begins: 1 to 20 letters, digits and hyphens. It tells this program's
 *     tokens from those of others: no other program that rotates tokens of the same user has it
 * @param privileges what it may do, by WHM's names; it must be able to list and revoke tokens,
 *     which is tried before it is used
 * @param addresses the addresses and blocks that this program calls from; none: from everywhere
 * @param life how long it is accepted; nothing: for ever
 */
public record RotationPlan(
    String prefix, Set<String> privileges, List<String> addresses, Optional<Duration> life) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9-]{1,20}");

  public RotationPlan {
    checkArgument(
        PREFIX.matcher(prefix).matches(), "a prefix has 1 to 20 letters, digits and hyphens");
    privileges = NewToken.copyOfValidPrivileges(privileges);
    addresses = NewToken.copyOfValidAddresses(addresses);
    requireNonNull(life, "life")
        .ifPresent(
            time ->
                checkArgument(
                    time.compareTo(Duration.ofHours(1)) >= 0, "a token lives an hour at least"));
  }

  /** A token that may open sessions and no more by its list, from these addresses, for ever. */
  public static RotationPlan of(String prefix, String... addresses) {
    return new RotationPlan(
        prefix, Set.of(WhmToken.CREATE_USER_SESSION), List.of(addresses), Optional.empty());
  }

  /** Returns this plan with these privileges. */
  public RotationPlan privileges(String... names) {
    return new RotationPlan(prefix, Set.of(names), addresses, life);
  }

  /** Returns this plan for a token that is accepted for a time. */
  public RotationPlan life(Duration time) {
    return new RotationPlan(prefix, privileges, addresses, Optional.of(time));
  }
}
