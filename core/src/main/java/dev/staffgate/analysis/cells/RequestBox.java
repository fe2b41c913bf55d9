package dev.staffgate.analysis.cells;

import com.google.common.collect.ImmutableSortedMap;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some parts of each dimension.
 *
 * @param parts by variable; all parts where a variable is not there; never changed
 */
record RequestBox(SortedMap<Integer, BitSet> parts) {
  static final RequestBox ALL = new RequestBox(ImmutableSortedMap.of());

  RequestBox with(int variable, BitSet some) {
    SortedMap<Integer, BitSet> more = new TreeMap<>(parts);
    more.put(variable, some);
    return new RequestBox(more);
  }

  RequestBox without(int variable) {
    if (!parts.containsKey(variable)) {
      return this;
    }
    SortedMap<Integer, BitSet> fewer = new TreeMap<>(parts);
    fewer.remove(variable);
    return new RequestBox(fewer);
  }

  boolean holds(int variable, int part) {
    BitSet some = parts.get(variable);
    return some == null || part == Dimension.ANYWHERE || (part >= 0 && some.get(part));
  }

  @Nullable BitSet partsOf(int variable) {
    return parts.get(variable);
  }
}
