package dev.staffgate.examples.benchmarks.peers;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All permissions of a profile, written out for libraries without roles. */
final class ProfilePermissions {
  private ProfilePermissions() {}

  /** For each profile what is made of the numbers of its permissions. */
  static <T> List<T> map(PolicyWorkload workload, Function<IntStream, T> made) {
    return IntStream.range(0, workload.profiles().size())
        .mapToObj(profile -> made.apply(workload.granted(profile, false).stream()))
        .toList();
  }
}
