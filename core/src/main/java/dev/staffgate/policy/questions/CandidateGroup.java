package dev.staffgate.policy.questions;

import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.DenyHit;
import java.util.List;

/**
 * Candidates with the same denies against them, whatever is asked.
 *
 * @param candidates in order
 * @param denies each of which takes all of them away if it hits
 */
record CandidateGroup(List<Candidate> candidates, List<DenyHit> denies) {
  CandidateGroup {
    candidates = List.copyOf(candidates);
    denies = List.copyOf(denies);
  }
}
