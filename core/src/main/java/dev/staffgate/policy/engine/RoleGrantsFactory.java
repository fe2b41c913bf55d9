package dev.staffgate.policy.engine;

import java.util.BitSet;

/** Makes what a role grants and denies where it is assigned. */
@FunctionalInterface
public interface RoleGrantsFactory {
  /**
   * Makes it; may be asked twice for the same, and gives the same then.
   *
   * @param locked ranks of the roles that no include path passes; not to be changed
   */
  RoleGrants make(CompiledRole role, BitSet locked);
}
