package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableListMultimap;
import dev.staffgate.model.PolicyDocument;
import java.util.Collection;
import java.util.List;

/** The emergencies of a policy, by those who hold them. */
public final class EmergenciesByHolder {
  private final ImmutableListMultimap<String, HeldEmergency> byHolder;

  /**
   * An emergency that an account holds.
   *
   * @param rank of the role that it gives
   */
  public record HeldEmergency(String id, int rank) {}

  public EmergenciesByHolder(PolicyDocument document, CompiledRoles roles) {
    ImmutableListMultimap.Builder<String, HeldEmergency> holders = ImmutableListMultimap.builder();
    document
        .emergencies()
        .values()
        .forEach(
            emergency -> {
              int rank = roles.ranks(List.of(emergency.role().id()))[0];
              emergency.holders().stream()
                  .distinct()
                  .forEach(holder -> holders.put(holder, new HeldEmergency(emergency.id(), rank)));
            });
    this.byHolder = holders.build();
  }

  /** Returns the emergencies that this account holds, in the order of the document. */
  public List<HeldEmergency> of(String staff) {
    return byHolder.get(staff);
  }

  /** Returns the ranks of the roles that the active ones of them give. */
  public int[] activeRoles(String staff, Collection<String> active) {
    return active.isEmpty()
        ? new int[0]
        : byHolder.get(staff).stream()
            .filter(one -> active.contains(one.id))
            .mapToInt(HeldEmergency::rank)
            .toArray();
  }
}
