package dev.staffgate.analysis;

import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Explanation.CandidateSeen;
import dev.staffgate.decision.Explanation.ConditionSeen;
import dev.staffgate.decision.Explanation.DenySeen;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one decision would be if a condition that it looked at were otherwise (policy
 * reference, section 4, steps 5 to 10). Who may approve is not asked anew.
 */
final class DecidingConditions {
  private static final List<String> SSO_SOURCES = List.of("connect.use", "server.configure");
  private static final Set<Condition.Kind> SECOND_FACTOR = EnumSet.of(Condition.Kind.SECOND_FACTOR);
  private static final Set<Condition.Kind> APPROVAL = EnumSet.of(Condition.Kind.APPROVAL);
  private static final Set<Condition.Kind> BOTH =
      EnumSet.of(Condition.Kind.SECOND_FACTOR, Condition.Kind.APPROVAL);

  private final List<DenySeen> denies;
  private final List<CandidateSeen> candidates;
  private final String permission;
  private final List<String> sources;
  private final Outcome outcome;
  private final boolean byPermit;

  /**
   * Takes a decision apart.
   *
   * @param byPermit whether nothing matters but whether it is a permit
   */
  DecidingConditions(Explanation explanation, Catalogue catalogue, boolean byPermit) {
    this.permission = explanation.request().permissionId();
    this.sources =
        permission.equals(Permission.SERVER_SSO)
            ? SSO_SOURCES.stream().filter(one -> catalogue.find(one).isPresent()).toList()
            : List.of(permission);
    this.denies = explanation.denies();
    this.candidates = new ArrayList<>(explanation.candidates());
    this.candidates.addAll(explanation.taken());
    this.outcome = explanation.decision().outcome();
    this.byPermit = byPermit;
  }

  /** Returns whether the decision follows from the denies and candidates that are told. */
  boolean isComplete() {
    return outcomeIf(null) == outcome;
  }

  /** Returns whether another truth of this condition alone would change the decision. */
  boolean decides(Condition condition) {
    Outcome otherwise = outcomeIf(condition);
    return byPermit
        ? (otherwise == Outcome.PERMIT) != (outcome == Outcome.PERMIT)
        : otherwise != outcome;
  }

  private Outcome outcomeIf(@Nullable Condition flipped) {
    Set<String> denied = new HashSet<>();
    for (DenySeen deny : denies) {
      if (hits(deny, flipped)) {
        if (names(deny.patterns(), permission)) {
          return Outcome.DENY;
        }
        sources.stream().filter(one -> names(deny.patterns(), one)).forEach(denied::add);
      }
    }
    List<Set<Condition.Kind>> lacking =
        candidates.stream()
            .filter(one -> isLeft(one, denied))
            .map(one -> lacking(one, flipped))
            .toList();
    return outcome(lacking);
  }

  private static Outcome outcome(List<Set<Condition.Kind>> lacking) {
    if (lacking.contains(EnumSet.noneOf(Condition.Kind.class))) {
      return Outcome.PERMIT;
    }
    if (lacking.contains(SECOND_FACTOR)) {
      return Outcome.SECOND_FACTOR;
    }
    if (lacking.contains(APPROVAL)) {
      return Outcome.APPROVAL;
    }
    return lacking.contains(BOTH) ? Outcome.SECOND_FACTOR : Outcome.DENY;
  }

  private static boolean hits(DenySeen deny, @Nullable Condition flipped) {
    return deny.conditions().stream()
        .allMatch(one -> (one.truth() == TruthValue.FALSE) == isSame(one, flipped));
  }

  // Conditions that are equal stand at two places, and each is flipped alone.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(ConditionSeen seen, @Nullable Condition flipped) {
    return seen.condition() == flipped;
  }

  private boolean isLeft(CandidateSeen candidate, Set<String> denied) {
    return sources.stream()
        .anyMatch(one -> !denied.contains(one) && names(candidate.patterns(), one));
  }

  private static boolean names(List<PermissionPattern> patterns, String permission) {
    return patterns.stream().anyMatch(one -> one.matches(permission));
  }

  private static Set<Condition.Kind> lacking(CandidateSeen candidate, @Nullable Condition flipped) {
    Set<Condition.Kind> kinds = EnumSet.noneOf(Condition.Kind.class);
    for (ConditionSeen one : candidate.conditions()) {
      if ((one.truth() == TruthValue.TRUE) == isSame(one, flipped)) {
        kinds.add(one.kind());
      }
    }
    return kinds;
  }

  /** Returns whether a deny of the very permission hits, so that no grant is looked at. */
  boolean isDenied() {
    return denies.stream().anyMatch(one -> one.hits() && names(one.patterns(), permission));
  }

  /** Returns the permissions whose denies and grants count. */
  Stream<String> permissions() {
    return Stream.concat(Stream.of(permission), sources.stream()).distinct();
  }
}
