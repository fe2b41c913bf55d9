package dev.staffgate.analysis.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Things put together that have the same signature, in the order of the first of each group. */
final class Partition<T> {
  private final Map<Object, Integer> numbers = new LinkedHashMap<>();
  private final List<List<T>> groups = new ArrayList<>();

  static <T> Partition<T> of(Iterable<? extends T> things, Function<T, Object> signature) {
    Partition<T> partition = new Partition<>();
    for (T thing : things) {
      partition.add(thing, signature.apply(thing));
    }
    return partition;
  }

  private void add(T thing, Object signature) {
    int number = numbers.computeIfAbsent(signature, unseen -> numbers.size());
    if (number == groups.size()) {
      groups.add(new ArrayList<>());
    }
    groups.get(number).add(thing);
  }

  int size() {
    return groups.size();
  }

  List<T> group(int number) {
    return groups.get(number);
  }

  /** Returns the number of the group with this signature; that of another one if there is none. */
  int numberOf(Object signature, int otherwise) {
    return numbers.getOrDefault(signature, otherwise);
  }
}
