package dev.staffgate.whm.tokens;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that tokens are measured by.
 *
 * @param needed the privileges that the token in use needs
 * @param oldest the age from which on a token should have been exchanged
 * @param prefix the {@link RotationPlan#prefix} that this program exchanges tokens by, so that
 *     those are found which a rotation that was broken off has left
 */
public record PostureRules(Set<String> needed, Duration oldest, Optional<String> prefix) {
  /** The privilege to open sessions, and 90 days. */
  public static final PostureRules USUAL =
      new PostureRules(Set.of(WhmToken.CREATE_USER_SESSION), Duration.ofDays(90), Optional.empty());

  public PostureRules {
    requireNonNull(prefix, "prefix");
    needed = NewToken.copyOfValidPrivileges(needed);
    checkArgument(
        !oldest.isNegative() && !oldest.isZero(), "the oldest age is longer than nothing");
  }

  /** Returns these rules for tokens that are exchanged by a plan. */
  public PostureRules exchangedBy(RotationPlan plan) {
    return new PostureRules(needed, oldest, Optional.of(plan.prefix()));
  }
}
