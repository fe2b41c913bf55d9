package dev.staffgate.policy;

import com.google.common.collect.ImmutableList;
import dev.staffgate.model.StaffAccount;
import org.jspecify.annotations.Nullable;

/**
 * What a role set says of one permission: the denies and the candidates, both in the order that
 * matters.
 */
final class Entry {
  static final Entry NOTHING = new Entry(ImmutableList.of(), ImmutableList.of());

  final ImmutableList<Refusal> refusals;
  final ImmutableList<Candidate> candidates;

  /** The answer, where it is the same for every request that comes this far. */
  final @Nullable Decision always;

  Entry(ImmutableList<Refusal> refusals, ImmutableList<Candidate> candidates) {
    this.refusals = refusals;
    this.candidates = candidates;
    if (!refusals.isEmpty() && refusals.get(0).deny.checks.length == 0) {
      this.always = refusals.get(0).denied();
    } else if (refusals.isEmpty()
        && !candidates.isEmpty()
        && candidates.get(0).checks.length == 0) {
      this.always = candidates.get(0).permit();
    } else {
      this.always = null;
    }
  }

  /** The first deny that hits, or null. */
  @Nullable Refusal firstHit(AccessRequest request, StaffAccount account) {
    for (int i = 0; i < refusals.size(); i++) {
      if (refusals.get(i).hits(request, account)) {
        return refusals.get(i);
      }
    }
    return null;
  }
}
