package dev.staffgate.policy;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.primitives.Ints;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Accounts by the roles that they have, so that what follows from roles is found for many at once.
 */
final class Holders {
  final CompiledAccount[] accounts;

  /** Those that have the same roles at all times and act with all, in no emergency. */
  final List<Group> groups;

  /** The positions of all others. */
  final int[] others;

  /**
   * Accounts with the same roles.
   *
   * @param members their positions
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Group(RoleSet roles, int[] members) {}

  Holders(Collection<CompiledAccount> all, Emergencies emergencies) {
    this.accounts = all.toArray(CompiledAccount[]::new);
    ListMultimap<RoleSet, Integer> alike =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    IntStream.Builder apart = IntStream.builder();
    for (int i = 0; i < accounts.length; i++) {
      CompiledAccount account = accounts[i];
      RoleSet roles = account.roleSetAt(null);
      boolean isPlain =
          roles != null
              && roles.held() == roles.assigned()
              && emergencies.of(account.account().id()).isEmpty();
      if (!isPlain) {
        apart.add(i);
      } else if (!account.account().disabled() && !account.locked()) {
        alike.put(roles, i);
      }
    }
    this.others = apart.build().toArray();
    this.groups =
        alike.asMap().entrySet().stream()
            .map(one -> new Group(one.getKey(), Ints.toArray(one.getValue())))
            .toList();
  }

  /** Whether one of the roles assigned is among these. */
  static boolean hasOneOf(RoleSet roles, BitSet ranks) {
    for (int rank : roles.assigned()) {
      if (ranks.get(rank)) {
        return true;
      }
    }
    return false;
  }
}
