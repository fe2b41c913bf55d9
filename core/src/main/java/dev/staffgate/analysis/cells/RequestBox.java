package dev.staffgate.analysis.cells;

import com.google.common.collect.ImmutableSortedMap;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Some parts of each dimension. Immutable; it is hashed often, so it keeps the hash. */
final class RequestBox {
  static final RequestBox ALL = new RequestBox(ImmutableSortedMap.of(), 0);

  /** By variable; all parts where a variable is not there; never changed. */
  private final SortedMap<Integer, BitSet> parts;

  private final int hash;

  private RequestBox(SortedMap<Integer, BitSet> parts, int hash) {
    this.parts = parts;
    this.hash = hash;
  }

  private static int hash(int variable, BitSet some) {
    return (31 * variable + 17) * some.hashCode();
  }

  /** Returns this box with some parts of a variable, of which it has all. */
  RequestBox with(int variable, BitSet some) {
    SortedMap<Integer, BitSet> more = new TreeMap<>(parts);
    more.put(variable, some);
    return new RequestBox(more, hash + hash(variable, some));
  }

  RequestBox without(int variable) {
    BitSet some = parts.get(variable);
    if (some == null) {
      return this;
    }
    SortedMap<Integer, BitSet> fewer = new TreeMap<>(parts);
    fewer.remove(variable);
    return new RequestBox(fewer, hash - hash(variable, some));
  }

  SortedMap<Integer, BitSet> parts() {
    return parts;
  }

  boolean holds(int variable, int part) {
    BitSet some = parts.get(variable);
    return some == null || part == Dimension.ANYWHERE || (part >= 0 && some.get(part));
  }

  @Nullable BitSet partsOf(int variable) {
    return parts.get(variable);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequestBox box && hash == box.hash && parts.equals(box.parts);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
