package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import java.util.BitSet;

/** The answers where locks have left no candidate (policy reference, section 4, step 10). */
interface LockBlame {
  /**
   * Returns the answer where no grant is left: that of the first lock that took one, if one did.
   *
   * @param otherwise the answer if none did
   * @param permissions the positions of those whose grants were asked for
   * @param held the ranks of the roles that count
   */
  Decision orGrantsLocked(Decision otherwise, int[] permissions, int[] held);

  /**
   * Returns the answer where no path to a role that a server lists is left: that of the first lock
   * that took one, if one did.
   *
   * @param otherwise the answer if none did
   * @param listed the ranks of the roles that the server lists
   * @param held the ranks of the roles that count
   */
  Decision orPathsLocked(Decision otherwise, BitSet listed, int[] held);
}
