package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.cells.RegionLimit;
import dev.staffgate.analysis.cells.SpaceRegion;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.StaffAccount;
import java.util.List;

/**
 * Requests that two policies answer in the same two ways.
 *
 * @param accounts that ask; none if any account of a directory may
 * @param limits in order
 * @param box of one of the pairs of account and permission, which are alike
 */
public record RegionDraft(
    AnswerChange change,
    ImmutableSortedSet<String> accounts,
    ImmutableSortedSet<String> permissions,
    List<RegionLimit> limits,
    SpaceRegion box,
    Witness witness) {
  /**
   * A request that lies in a region.
   *
   * @param accounts of a directory, those who ask and approve
   */
  public record Witness(AccessRequest request, List<StaffAccount> accounts) {}

  RegionDraft with(ImmutableSortedSet<String> who, ImmutableSortedSet<String> what) {
    return new RegionDraft(change, who, what, limits, box, witness);
  }
}
