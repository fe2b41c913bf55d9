package dev.staffgate.analysis;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Permission for findings to stay, given for a time and with a reason: the comment {@code #
 * staffgate: allow CODE until 2027-03-01 because …} of a policy (policy reference, section 2).
 *
 * @param code of the findings
 * @param until the last day on which it counts, to its end in UTC
 * @param reason in the words of the policy
 * @param at the place of the comment
 * @param first the place from which on it counts
 * @param last the place up to which it counts, in the file of {@code first}
 */
public record LintSuppression(
    LintCode code, LocalDate until, String reason, Place at, Place first, Place last) {
  public LintSuppression {
    checkArgument(canAllow(code), "%s cannot be allowed", code);
    requireNonNull(until, "until");
    requireNonNull(reason, "reason");
    requireNonNull(at, "at");
    requireNonNull(first, "first");
    requireNonNull(last, "last");
  }

  /** Returns whether findings of a code can be allowed: all but those about suppressions. */
  public static boolean canAllow(LintCode code) {
    return code != LintCode.SUPPRESSION_UNUSED
        && code != LintCode.SUPPRESSION_EXPIRED
        && code != LintCode.SUPPRESSION_INVALID;
  }

  /** Returns whether it counts no longer. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Returns whether a finding has its code, and lies where it counts. */
  public boolean covers(LintFinding finding) {
    Place place = finding.at();
    return finding.code() == code
        && place.line() > 0
        && place.fileIndex() == first.fileIndex()
        && Place.ORDER.compare(first, place) <= 0
        && Place.ORDER.compare(place, last) <= 0;
  }
}
