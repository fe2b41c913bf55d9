package dev.staffgate.examples.benchmarks.load;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadPolicies;
import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
import dev.staffgate.yaml.PolicyWriter;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/** Texts of policies, and SnakeYAML's own way of reading them. */
final class WorkloadYaml {
  private static final int LARGE = 10_000_000;

  private WorkloadYaml() {}

  /** The policy of the small workload, with conditions. */
  static String small() {
    return PolicyWriter.write(
        WorkloadPolicies.of(WorkloadShape.SMALL.conditional(), WorkloadShape.SMALL.staff()));
  }

  /** The policy of the medium workload, with conditions, and as many accounts as make 10 MB. */
  static String large() {
    int few = 1_000;
    int base = PolicyWriter.write(WorkloadPolicies.of(withStaff(1), 1)).length();
    int more = PolicyWriter.write(WorkloadPolicies.of(withStaff(few), few)).length();
    int staff = (int) ((long) (LARGE - base) * few / (more - base));
    return PolicyWriter.write(WorkloadPolicies.of(withStaff(staff), staff));
  }

  /** The medium workload with a staff of any size, whose roles are those of 100 profiles. */
  static PolicyWorkload withStaff(int count) {
    PolicyWorkload medium = WorkloadShape.MEDIUM.conditional();
    List<Integer> profiles =
        IntStream.range(0, count).mapToObj(i -> i % medium.profiles().size()).toList();
    return new PolicyWorkload(
        medium.permissions(), medium.roles(), medium.profiles(), profiles, medium.servers());
  }

  /** SnakeYAML's tree of nodes of a text. */
  static Node compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Reader reader = new StringReader(text);
    return new Yaml(options).compose(reader);
  }
}
