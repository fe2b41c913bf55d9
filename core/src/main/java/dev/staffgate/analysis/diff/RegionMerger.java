package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.cells.RegionLimit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Joins regions that differ by their accounts or by their permissions alone. */
final class RegionMerger {
  private static final Comparator<RegionDraft> ORDER =
      Comparator.comparing((RegionDraft one) -> one.permissions().toString())
          .thenComparing(one -> one.accounts().toString())
          .thenComparing(one -> one.limits().toString())
          .thenComparing(one -> one.change().toString());

  private RegionMerger() {}

  private record Key(AnswerChange change, Object others, List<RegionLimit> limits) {}

  static List<RegionDraft> merge(List<RegionDraft> regions) {
    List<RegionDraft> merged = regions;
    int before;
    do {
      before = merged.size();
      merged = joined(merged, RegionDraft::permissions);
      merged = joined(merged, RegionDraft::accounts);
    } while (merged.size() < before);
    return merged.stream().sorted(ORDER).toList();
  }

  private static List<RegionDraft> joined(
      List<RegionDraft> regions, Function<RegionDraft, Object> others) {
    Map<Key, RegionDraft> joined = new LinkedHashMap<>();
    for (RegionDraft one : regions) {
      joined.merge(new Key(one.change(), others.apply(one), one.limits()), one, RegionMerger::join);
    }
    return new ArrayList<>(joined.values());
  }

  private static RegionDraft join(RegionDraft one, RegionDraft other) {
    return one.with(
        union(one.accounts(), other.accounts()), union(one.permissions(), other.permissions()));
  }

  private static ImmutableSortedSet<String> union(
      ImmutableSortedSet<String> some, ImmutableSortedSet<String> more) {
    return ImmutableSortedSet.<String>naturalOrder().addAll(some).addAll(more).build();
  }
}
