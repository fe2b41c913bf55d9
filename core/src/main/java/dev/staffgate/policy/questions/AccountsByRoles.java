package dev.staffgate.policy.questions;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.primitives.Ints;
import dev.staffgate.policy.engine.EmergenciesByHolder;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.RoleSet;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Accounts by the roles that they have, so that what follows from roles is found for many at once.
 */
public final class AccountsByRoles {
  public final EngineAccount[] accounts;

  /** The accounts that have the same roles at all times and act with all, in no emergency. */
  public final List<Group> groups;

  /** The positions of all others. */
  public final int[] individual;

  /**
   * Accounts with the same roles.
   *
   * @param indexes their positions
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Group(RoleSet roles, int[] indexes) {}

  public AccountsByRoles(Collection<EngineAccount> all, EmergenciesByHolder emergencies) {
    this.accounts = all.toArray(EngineAccount[]::new);
    ListMultimap<RoleSet, Integer> alike =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    IntStream.Builder apart = IntStream.builder();
    for (int i = 0; i < accounts.length; i++) {
      EngineAccount account = accounts[i];
      RoleSet roles = account.roleSetAt(null);
      boolean isPlain =
          roles != null
              && account.hasRolesForGood()
              && roles.held() == roles.assigned()
              && emergencies.of(account.id()).isEmpty();
      if (!isPlain) {
        apart.add(i);
      } else if (account.isActive()) {
        alike.put(roles, i);
      }
    }
    this.individual = apart.build().toArray();
    this.groups =
        alike.asMap().entrySet().stream()
            .map(one -> new Group(one.getKey(), Ints.toArray(one.getValue())))
            .toList();
  }

  /** Returns whether one of the roles assigned is among these. */
  public static boolean hasOneOf(RoleSet roles, BitSet ranks) {
    for (int rank : roles.assigned()) {
      if (ranks.get(rank)) {
        return true;
      }
    }
    return false;
  }
}
