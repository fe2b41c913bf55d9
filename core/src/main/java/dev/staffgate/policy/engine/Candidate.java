package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.decision.Way;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A grant on one path to it, with every condition on that path (policy reference, section 4, step
 * 6). For single sign-on also the path to the role that the server lists.
 */
public final class Candidate {
  /** The order of places: files as given, then line, then path. */
  public static final Comparator<Candidate> ORDER =
      comparingInt((Candidate one) -> one.grant.order)
          .thenComparing(one -> one.includePath, IncludePath.ORDER);

  public final CompiledRule grant;
  public final IncludePath includePath;
  public final CompiledCondition[] conditions;

  /** The panel user, for single sign-on alone. */
  public final @Nullable String ssoUser;

  /** The conditions where single sign-on follows from it, those of the server left out. */
  private final CompiledCondition[] ssoConditions;

  private final String policyVersion;
  private final Decision.Permit permit;

  // Kept when first asked, see RoleSet; of the first, the last one alone, as most servers open the
  // session of the same user.
  private Decision.@Nullable Permit asUser;
  private @Nullable Decision lacksSecondFactor;
  private Decision.@Nullable Deny @Nullable [] denied;

  /**
   * Makes a candidate.
   *
   * @param conditions all that must hold
   * @param ssoConditions all that must hold where single sign-on follows from it: the same, but
   *     sensitive where the grant names a sensitive permission that single sign-on follows from
   * @param ssoUser the panel user, for single sign-on alone
   */
  public Candidate(
      CompiledRule grant,
      IncludePath includePath,
      CompiledCondition[] conditions,
      CompiledCondition[] ssoConditions,
      @Nullable String ssoUser,
      String policyVersion) {
    this.grant = grant;
    this.includePath = includePath;
    this.conditions = conditions;
    this.ssoConditions = ssoConditions;
    this.ssoUser = ssoUser;
    this.policyVersion = policyVersion;
    this.permit =
        new Decision.Permit(
            granted(grant, includePath, policyVersion), Optional.ofNullable(ssoUser));
  }

  /** Returns the same grant on the same path, asked for single sign-on into a server. */
  Candidate withSsoConditions(CompiledCondition[] more, String user) {
    CompiledCondition[] all = CompiledCondition.concat(ssoConditions, more);
    return new Candidate(grant, includePath, all, all, user, policyVersion);
  }

  /** Returns the same grant on the same path, with the conditions of the server besides. */
  Candidate withServerConditions(CompiledCondition[] more) {
    CompiledCondition[] all = CompiledCondition.concat(conditions, more);
    return new Candidate(grant, includePath, all, all, null, policyVersion);
  }

  Decision.Permit permit() {
    return permit;
  }

  /** Returns the permit for single sign-on as this panel user. Allocates nothing if asked again. */
  Decision.Permit permitAs(String user) {
    Decision.Permit last = asUser;
    if (last == null || !last.ssoUser().get().equals(user)) {
      last = new Decision.Permit(permit.reason(), Optional.of(user));
      asUser = last;
    }
    return last;
  }

  boolean holds(EvaluationContext context) {
    return hold(conditions, context);
  }

  /**
   * Returns whether it holds, and so do the conditions of a server and of the path to a role that
   * the server lists; asked for single sign-on or not.
   */
  boolean holdsOnServer(
      EvaluationContext context,
      boolean sso,
      CompiledCondition[] ofServer,
      CompiledCondition[] ofPath) {
    return hold(sso ? ssoConditions : conditions, context)
        && hold(ofServer, context)
        && hold(ofPath, context);
  }

  /**
   * Returns whether it has no conditions, nor has the server, nor the path to a role that it lists.
   */
  boolean isUnconditionalOnServer(
      boolean sso, CompiledCondition[] ofServer, CompiledCondition[] ofPath) {
    int own = sso ? ssoConditions.length : conditions.length;
    return own + ofServer.length + ofPath.length == 0;
  }

  private static boolean hold(CompiledCondition[] conditions, EvaluationContext context) {
    for (CompiledCondition condition : conditions) {
      if (condition.test(context) != TruthValue.TRUE) {
        return false;
      }
    }
    return true;
  }

  /** Returns the {@link UnmetConditions} as bits. Allocates nothing. */
  long unmetConditions(EvaluationContext context) {
    long unmet = 0;
    for (int i = 0; i < conditions.length; i++) {
      if (conditions[i].test(context) != TruthValue.TRUE) {
        unmet = UnmetConditions.add(unmet, i, conditions[i].kind);
      }
    }
    return unmet;
  }

  /** Returns the answer that it lacks a fresh second factor, and maybe approval besides. */
  Decision lacksSecondFactor() {
    Decision known = lacksSecondFactor;
    if (known == null) {
      known =
          new Decision.SecondFactor(
              lacking(
                  ReasonCode.SECOND_FACTOR_NEEDED,
                  Remedy.SECOND_FACTOR,
                  "a fresh second factor is missing"),
              shortestAge());
      lacksSecondFactor = known;
    }
    return known;
  }

  private Duration shortestAge() {
    return Stream.of(conditions)
        .filter(CompiledCondition.SecondFactor.class::isInstance)
        .map(check -> ((CompiledCondition.SecondFactor) check).maxAge())
        .min(naturalOrder())
        .orElseThrow();
  }

  /**
   * Returns the answer that nothing is missing but approval: every condition of approval that does
   * not hold.
   */
  Decision lacksApproval(EvaluationContext context) {
    List<RequiredApproval> missing =
        Stream.of(conditions)
            .filter(check -> check.test(context) != TruthValue.TRUE)
            .map(check -> ((CompiledCondition.Approval) check).required())
            .toList();
    return new Decision.Approval(
        lacking(ReasonCode.APPROVAL_NEEDED, Remedy.APPROVAL, "approval is missing"), missing);
  }

  /**
   * Returns the denial that it is the nearest and does not hold. A candidate with few conditions
   * keeps the denials that it made.
   */
  Decision.Deny denied(long unmet, EvaluationContext context) {
    if (conditions.length > UnmetConditions.TRACKED) {
      return deny(unmet, check -> check.test(context) != TruthValue.TRUE);
    }
    Decision.@Nullable Deny @Nullable [] known = denied;
    if (known == null) {
      known = new Decision.@Nullable Deny[1 << conditions.length];
      denied = known;
    }
    int missing = UnmetConditions.firstBits(unmet);
    Decision.Deny deny = known[missing];
    if (deny == null) {
      List<CompiledCondition> all = List.of(conditions);
      deny = deny(unmet, check -> (missing >> all.indexOf(check) & 1) != 0);
      known[missing] = deny;
    }
    return deny;
  }

  private Decision.Deny deny(long unmet, Predicate<CompiledCondition> isMissing) {
    return new Decision.Deny(
        lacking(
            ReasonCode.CONDITION_NOT_MET,
            UnmetConditions.remedy(unmet),
            "what it requires does not hold: "
                + Stream.of(conditions)
                    .filter(isMissing)
                    .map(check -> Way.text(check.condition()))
                    .collect(Collectors.joining("; "))));
  }

  private static Reason granted(CompiledRule grant, IncludePath includePath, String policyVersion) {
    return new Reason(
        ReasonCode.GRANTED,
        grant.at,
        includePath.path,
        Remedy.NONE,
        policyVersion,
        () -> "granted by role `" + includePath.role.id + "`" + way(includePath));
  }

  /** Returns the reason that this candidate is the nearest, or lacks nothing but a remedy. */
  private Reason lacking(ReasonCode code, Remedy remedy, String missing) {
    return new Reason(
        code,
        grant.at,
        includePath.path,
        remedy,
        policyVersion,
        () ->
            "role `" + includePath.role.id + "` grants it" + way(includePath) + ", but " + missing);
  }

  private static String way(IncludePath includePath) {
    return includePath.path.parent() == null ? "" : " (" + includePath.path + ")";
  }
}
