package dev.staffgate.policy;

import dev.staffgate.model.Condition;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a request may be granted: a grant, the path to it, and every condition on that
 * way (policy reference, section 4, step 6). For single sign-on also the way to the role that the
 * server lists.
 */
final class Candidate {
  final Rule grant;
  final Reach reach;
  final Check[] checks;

  /** For single sign-on alone: as whom. */
  final @Nullable String ssoUser;

  /** How many of {@link #checks}, at their end, are there because the permission is sensitive. */
  private final int sensitive;

  private final String policyVersion;
  private final Decision.Permit permit;

  Candidate(
      Rule grant,
      Reach reach,
      Check[] checks,
      int sensitive,
      @Nullable String ssoUser,
      String policyVersion) {
    this.grant = grant;
    this.reach = reach;
    this.checks = checks;
    this.sensitive = sensitive;
    this.ssoUser = ssoUser;
    this.policyVersion = policyVersion;
    this.permit =
        new Decision.Permit(granted(grant, reach, policyVersion), Optional.ofNullable(ssoUser));
  }

  /**
   * The same grant on the same way, asked for single sign-on: that is not sensitive, and has
   * conditions of its own.
   */
  Candidate forSso(Check[] more, String user) {
    Check[] own = Arrays.copyOf(checks, checks.length - sensitive);
    return new Candidate(grant, reach, Reaches.concat(own, more), 0, user, policyVersion);
  }

  /** The same grant on the same way, with what the server asks besides. */
  Candidate boundBy(Check[] more) {
    return new Candidate(grant, reach, Reaches.concat(checks, more), 0, null, policyVersion);
  }

  Decision.Permit permit() {
    return permit;
  }

  boolean holds(AccessRequest request, StaffAccount account) {
    for (Check check : checks) {
      if (check.test(request, account) != Truth.TRUE) {
        return false;
      }
    }
    return true;
  }

  /** How many conditions do not hold. */
  int missing(AccessRequest request, StaffAccount account) {
    int missing = 0;
    for (Check check : checks) {
      if (check.test(request, account) != Truth.TRUE) {
        missing++;
      }
    }
    return missing;
  }

  /** Whether conditions of these kinds alone do not hold. */
  boolean lacksOnly(
      AccessRequest request, StaffAccount account, Condition.Kind one, Condition.Kind other) {
    for (Check check : checks) {
      Condition.Kind kind = check.condition().kind();
      if (kind != one && kind != other && check.test(request, account) != Truth.TRUE) {
        return false;
      }
    }
    return true;
  }

  /** The shortest age of a second factor that it asks for. Called where it asks for one. */
  Duration secondFactorAge() {
    Duration shortest = null;
    for (Check check : checks) {
      if (check instanceof Check.SecondFactor factor
          && (shortest == null || factor.maxAge().compareTo(shortest) < 0)) {
        shortest = factor.maxAge();
      }
    }
    if (shortest == null) {
      throw new IllegalStateException("a candidate that lacks a second factor asks for none");
    }
    return shortest;
  }

  /**
   * That nothing is missing but approval: by whom, how often, how fresh, as its first such
   * condition says.
   */
  Decision approval(AccessRequest request, StaffAccount account) {
    for (Check check : checks) {
      if (check instanceof Check.Approval missing && check.test(request, account) != Truth.TRUE) {
        Condition.Approval approval = missing.approval();
        return new Decision.Approval(
            lacking(ReasonCode.APPROVAL_NEEDED, Remedy.APPROVAL, "approval is missing"),
            approval.by().id(),
            approval.count(),
            approval.within());
      }
    }
    throw new IllegalStateException("a candidate that lacks approval asks for none");
  }

  /** The kind that all conditions that do not hold are of, if there is one. */
  Remedy remedy(AccessRequest request, StaffAccount account) {
    Remedy remedy = null;
    for (Check check : checks) {
      if (check.test(request, account) != Truth.TRUE) {
        Remedy one =
            switch (check.condition().kind()) {
              case NETWORKS -> Remedy.ANOTHER_NETWORK;
              case SCHEDULE -> Remedy.ANOTHER_TIME;
              case SECOND_FACTOR -> Remedy.SECOND_FACTOR;
              case APPROVAL -> Remedy.APPROVAL;
              case AMOUNT, RESOURCE, ATTRIBUTE, SAME -> Remedy.NONE;
            };
        if (remedy != null && remedy != one) {
          return Remedy.NONE;
        }
        remedy = one;
      }
    }
    return remedy == null ? Remedy.NONE : remedy;
  }

  private static Reason granted(Rule grant, Reach reach, String policyVersion) {
    return new Reason(
        ReasonCode.GRANTED,
        grant.at,
        reach.path,
        Remedy.NONE,
        policyVersion,
        () -> "granted by role `" + reach.role.id + "`" + way(reach));
  }

  /** A reason that this candidate is the nearest, or lacks nothing but a remedy. */
  Reason lacking(ReasonCode code, Remedy remedy, String missing) {
    return new Reason(
        code,
        grant.at,
        reach.path,
        remedy,
        policyVersion,
        () -> "role `" + reach.role.id + "` grants it" + way(reach) + ", but " + missing);
  }

  private static String way(Reach reach) {
    return reach.path.parent() == null ? "" : " (" + reach.path + ")";
  }
}
