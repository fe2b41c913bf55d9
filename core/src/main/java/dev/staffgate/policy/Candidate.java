package dev.staffgate.policy;

import static java.util.Comparator.comparingInt;

import dev.staffgate.model.Condition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a request may be granted: a grant, the path to it, and every condition on that
 * way (policy reference, section 4, step 6). For single sign-on also the way to the role that the
 * server lists.
 */
final class Candidate {
  /** Files as given, then line, then path. */
  static final Comparator<Candidate> ORDER =
      comparingInt((Candidate one) -> one.grant.order).thenComparing(one -> one.reach, Reach.ORDER);

  final Rule grant;
  final Reach reach;
  final Check[] checks;

  /** For single sign-on alone: as whom. */
  final @Nullable String ssoUser;

  /** How many of {@link #checks}, at their end, are there because the permission is sensitive. */
  private final int sensitive;

  private final String policyVersion;
  private final Decision.Permit permit;

  // The last that was asked for, as most servers open the session of the same user; see RoleSet.
  private Decision.@Nullable Permit asUser;

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

  /** The permit for single sign-on as this panel user. Allocates nothing if asked again. */
  Decision.Permit permitAs(String user) {
    Decision.Permit last = asUser;
    if (last == null || !last.ssoUser().get().equals(user)) {
      last = new Decision.Permit(permit.reason(), Optional.of(user));
      asUser = last;
    }
    return last;
  }

  boolean holds(Situation situation) {
    return hold(checks, checks.length, situation);
  }

  /**
   * Whether it holds and so does what a server asks besides, on a way to a role that it lists;
   * asked for single sign-on or not.
   */
  boolean holdsInto(Situation situation, boolean sso, Check[] ofServer, Check[] ofWay) {
    int own = sso ? checks.length - sensitive : checks.length;
    return hold(checks, own, situation)
        && hold(ofServer, ofServer.length, situation)
        && hold(ofWay, ofWay.length, situation);
  }

  private static boolean hold(Check[] checks, int count, Situation situation) {
    for (int i = 0; i < count; i++) {
      if (checks[i].test(situation) != Truth.TRUE) {
        return false;
      }
    }
    return true;
  }

  /** How many conditions do not hold. */
  int missing(Situation situation) {
    int missing = 0;
    for (Check check : checks) {
      if (check.test(situation) != Truth.TRUE) {
        missing++;
      }
    }
    return missing;
  }

  /** Whether conditions of these kinds alone do not hold. */
  boolean lacksOnly(Situation situation, Condition.Kind one, Condition.Kind other) {
    for (Check check : checks) {
      Condition.Kind kind = check.condition().kind();
      if (kind != one && kind != other && check.test(situation) != Truth.TRUE) {
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
  Decision approval(Situation situation) {
    for (Check check : checks) {
      if (check instanceof Check.Approval missing && check.test(situation) != Truth.TRUE) {
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
  Remedy remedy(Situation situation) {
    Remedy remedy = null;
    for (Check check : checks) {
      if (check.test(situation) != Truth.TRUE) {
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
