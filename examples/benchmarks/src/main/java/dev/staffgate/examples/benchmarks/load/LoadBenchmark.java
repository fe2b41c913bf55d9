package dev.staffgate.examples.benchmarks.load;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.yaml.snakeyaml.nodes.Node;

/** From 10 MB of text to a policy that decides, beside SnakeYAML's tree of nodes of that text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadBenchmark {
  private String text;

  @Setup
  public void prepare() {
    text = WorkloadYaml.large();
  }

  @Benchmark
  public Policy staffgate() {
    return PolicyFiles.parse("policy.yaml", text);
  }

  @Benchmark
  public Node snakeYaml() {
    return WorkloadYaml.compose(text);
  }
}
