package dev.staffgate.analysis.cells;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Resources of one type: those that something names, any other one, and none named. */
final class ResourceDimension implements Dimension {
  private final String type;
  private final List<ConditionTest.Membership> tests;
  private final Function<String, Object> besides;
  private final ImmutableSortedSet<String> named;
  private final String another;
  private final Partition<Optional<String>> parts;

  /**
   * Makes the dimension.
   *
   * @param ids that count besides those of the tests
   * @param besides what else tells ids apart
   */
  ResourceDimension(
      String type,
      List<ConditionTest.Membership> tests,
      Set<String> ids,
      Function<String, Object> besides) {
    this.type = type;
    this.tests = tests;
    this.besides = besides;
    TreeSet<String> all = new TreeSet<>(ids);
    tests.forEach(test -> all.addAll(test.ids()));
    tests.forEach(test -> test.defined().ifPresent(all::addAll));
    this.named = ImmutableSortedSet.copyOf(all);
    this.another = anotherThan(all);
    List<Optional<String>> candidates = new ArrayList<>();
    named.forEach(id -> candidates.add(Optional.of(id)));
    candidates.add(Optional.of(another));
    candidates.add(Optional.empty());
    this.parts = Partition.of(candidates, this::signature);
  }

  private static String anotherThan(Set<String> ids) {
    String id = "another";
    while (ids.contains(id)) {
      id += "-one";
    }
    return id;
  }

  private Object signature(Optional<String> id) {
    List<Object> signature = new ArrayList<>();
    tests.forEach(test -> signature.add(isNamed(test, id) ? truth(test, id) : TruthValue.UNKNOWN));
    signature.add(id.map(besides));
    return signature;
  }

  private static boolean isNamed(ConditionTest.Membership test, Optional<String> id) {
    return id.isPresent() && test.defined().map(all -> all.contains(id.get())).orElse(true);
  }

  private static TruthValue truth(ConditionTest.Membership test, Optional<String> id) {
    return TruthValue.of(test.ids().contains(id.orElseThrow()) == test.among());
  }

  /** Returns the outcome of a test in a part, with nothing assigned besides. */
  TruthValue truth(ConditionTest.Membership test, int part) {
    Optional<String> id = example(part);
    return isNamed(test, id) ? truth(test, id) : TruthValue.UNKNOWN;
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public int partOf(AccessRequest request) {
    Optional<String> id = Optional.ofNullable(request.resources().get(type));
    Optional<String> known = id.map(one -> named.contains(one) ? one : another);
    return parts.numberOf(signature(known), -1);
  }

  /** Returns a resource of a part; empty for none. */
  Optional<String> example(int part) {
    return parts.group(part).get(0);
  }

  @Override
  public RegionLimit limit(BitSet some) {
    TreeSet<String> in = new TreeSet<>();
    boolean none = false;
    boolean others = false;
    for (int part = some.nextSetBit(0); part >= 0; part = some.nextSetBit(part + 1)) {
      for (Optional<String> id : parts.group(part)) {
        none |= id.isEmpty();
        others |= id.isPresent() && id.get().equals(another);
        id.ifPresent(in::add);
      }
    }
    in.remove(another);
    return others ? allBut(in, none) : only(in, none);
  }

  private RegionLimit only(Set<String> in, boolean none) {
    List<String> values = new ArrayList<>(in);
    if (none) {
      values.add("none named");
    }
    return new RegionLimit(
        RegionLimit.Kind.RESOURCE, type, values, Optional.of(BigInteger.valueOf(in.size())));
  }

  private RegionLimit allBut(Set<String> in, boolean none) {
    List<String> out = named.stream().filter(id -> !in.contains(id)).toList();
    List<String> values = new ArrayList<>();
    values.add(out.isEmpty() ? "any" : "any but " + String.join(", ", out));
    if (none) {
      values.add("none named");
    }
    return RegionLimit.of(RegionLimit.Kind.RESOURCE, type, values);
  }
}
