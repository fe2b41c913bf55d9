package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The denies and the candidates for one permission, both in the order that matters. Compared by
 * identity.
 */
public final class PermissionEntry {
  static final PermissionEntry NOTHING =
      new PermissionEntry(ImmutableList.of(), ImmutableList.of());

  public final ImmutableList<DenyHit> denies;
  public final ImmutableList<Candidate> candidates;

  /** The answer, where it is the same for every request that comes this far. */
  final @Nullable Decision always;

  private PermissionEntry(ImmutableList<DenyHit> denies, ImmutableList<Candidate> candidates) {
    this.denies = denies;
    this.candidates = candidates;
    if (!denies.isEmpty() && denies.get(0).deny.conditions.length == 0) {
      this.always = denies.get(0).denied();
    } else if (denies.isEmpty()
        && !candidates.isEmpty()
        && candidates.get(0).conditions.length == 0) {
      this.always = candidates.get(0).permit();
    } else {
      this.always = null;
    }
  }

  public static PermissionEntry of(List<DenyHit> denies, List<Candidate> candidates) {
    return denies.isEmpty() && candidates.isEmpty()
        ? NOTHING
        : new PermissionEntry(
            ImmutableList.sortedCopyOf(DenyHit.ORDER, denies),
            ImmutableList.sortedCopyOf(Candidate.ORDER, candidates));
  }

  /**
   * Merges the entries of several roles: the denies of some, the candidates of others. Of several
   * ways to one deny, and of several ways to one grant that ask for the same, the first is kept.
   */
  static PermissionEntry merged(List<PermissionEntry> denying, List<PermissionEntry> granting) {
    if (denying.size() == 1 && granting.size() == 1 && denying.get(0) == granting.get(0)) {
      return denying.get(0);
    }
    List<DenyHit> denies = new ArrayList<>();
    denying.forEach(entry -> denies.addAll(entry.denies));
    denies.sort(DenyHit.ORDER);
    List<Candidate> candidates = new ArrayList<>();
    granting.forEach(entry -> candidates.addAll(entry.candidates));
    candidates.sort(Candidate.ORDER);
    return of(firstOfEachDeny(denies), firstOfEachKind(candidates));
  }

  private static List<DenyHit> firstOfEachDeny(List<DenyHit> sorted) {
    List<DenyHit> kept = new ArrayList<>(sorted.size());
    for (DenyHit one : sorted) {
      if (kept.isEmpty() || kept.get(kept.size() - 1).deny != one.deny) {
        kept.add(one);
      }
    }
    return kept;
  }

  private static List<Candidate> firstOfEachKind(List<Candidate> sorted) {
    List<Candidate> kept = new ArrayList<>(sorted.size());
    Set<List<CompiledCondition>> asked = new HashSet<>(); // of the grant that is looked at
    CompiledRule grant = null;
    for (Candidate one : sorted) {
      if (one.grant != grant) {
        asked.clear();
        grant = one.grant;
      }
      if (asked.add(Arrays.asList(one.conditions))) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** Returns the first deny that hits (policy reference, section 4, step 5), or null. */
  @Nullable DenyHit firstDenyHit(EvaluationContext context) {
    for (int i = 0; i < denies.size(); i++) {
      if (denies.get(i).hits(context)) {
        return denies.get(i);
      }
    }
    return null;
  }
}
