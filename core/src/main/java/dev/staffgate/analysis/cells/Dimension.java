package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.util.BitSet;

/**
 * One thing about a request, cut into parts within which no condition of the two policies tells
 * requests apart.
 */
interface Dimension {
  /** The part of a request that does not tell by itself in which part it lies. */
  int ANYWHERE = -1;

  /** The part of a request that lies in none. */
  int NOWHERE = -2;

  /** Returns the number of parts. */
  int size();

  /** Returns the part that a request lies in. */
  int partOf(AccessRequest request);

  /** Describes some of the parts, but not all of them. */
  RegionLimit limit(BitSet parts);
}
