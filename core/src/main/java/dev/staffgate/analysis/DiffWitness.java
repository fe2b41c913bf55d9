package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.StaffAccount;
import java.util.List;

/**
 * A request that the old and the new policy answer differently. Both were asked.
 *
 * @param accounts those of a directory that the request is about; none if the policies have the
 *     accounts themselves
 */
public record DiffWitness(AccessRequest request, List<StaffAccount> accounts) {
  public DiffWitness {
    requireNonNull(request, "request");
    accounts = List.copyOf(accounts);
  }
}
