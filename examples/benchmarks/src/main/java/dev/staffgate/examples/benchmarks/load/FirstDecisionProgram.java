package dev.staffgate.examples.benchmarks.load;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;

/** A program that reads the policy that it is given, decides once, and ends. */
final class FirstDecisionProgram {
  private FirstDecisionProgram() {}

  public static void main(String[] args) {
    boolean permitted =
        PolicyFiles.load(Path.of(args[0]))
            .decide(AccessRequest.of("employee.000", args[1]))
            .permitted();
    System.out.println(permitted);
  }
}
