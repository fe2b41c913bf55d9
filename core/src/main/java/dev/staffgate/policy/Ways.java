package dev.staffgate.policy;

import java.util.List;

/**
 * All that could grant one request, in order, and what is denied where nothing can: what a decision
 * is taken from and an explanation shows.
 *
 * @param candidates in order
 * @param otherwise the answer if there is none
 */
record Ways(List<Candidate> candidates, Decision otherwise) {
  Ways {
    candidates = List.copyOf(candidates);
  }
}
