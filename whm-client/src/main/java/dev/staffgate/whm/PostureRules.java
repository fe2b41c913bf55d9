package dev.staffgate.whm;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Set;

/**
 * What tokens are measured by.
 *
 * @param needed the privileges that the token in use needs
 * @param oldest the age from which on a token should have been exchanged
 */
public record PostureRules(Set<String> needed, Duration oldest) {
  /** What opening sessions needs, and 90 days. */
  public static final PostureRules USUAL =
      new PostureRules(Set.of(WhmToken.CREATE_USER_SESSION), Duration.ofDays(90));

  public PostureRules {
    needed = NewToken.checkPrivileges(needed);
    checkArgument(
        !oldest.isNegative() && !oldest.isZero(), "the oldest age is longer than nothing");
  }
}
