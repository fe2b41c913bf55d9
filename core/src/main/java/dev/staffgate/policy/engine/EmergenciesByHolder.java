package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableListMultimap;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.util.Collection;
import java.util.List;

/** The emergencies of a policy, by those who hold them. */
public final class EmergenciesByHolder {
  private final ImmutableListMultimap<String, One> byHolder;

  /**
   * An emergency.
   *
   * @param rank of the role that it gives
   */
  public record One(String id, int rank) {}

  public EmergenciesByHolder(PolicyDocument document, PolicyCompiler compiler) {
    ImmutableListMultimap.Builder<String, One> holders = ImmutableListMultimap.builder();
    document
        .emergencies()
        .values()
        .forEach(
            emergency -> {
              int rank = compiler.ranks(List.of(emergency.role().id()))[0];
              emergency.holders().stream()
                  .distinct()
                  .forEach(holder -> holders.put(holder, new One(emergency.id(), rank)));
            });
    this.byHolder = holders.build();
  }

  /** Those that this account holds, in the order of the document. */
  public List<One> of(String staff) {
    return byHolder.get(staff);
  }

  /** The ranks of the roles that those of them give which are active. */
  public int[] roles(String staff, Collection<String> active) {
    return active.isEmpty()
        ? new int[0]
        : byHolder.get(staff).stream()
            .filter(one -> active.contains(one.id))
            .mapToInt(One::rank)
            .toArray();
  }
}
