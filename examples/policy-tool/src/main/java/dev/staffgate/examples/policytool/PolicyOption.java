package dev.staffgate.examples.policytool;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The policy that a command is about. */
final class PolicyOption {
  @Option(
      names = "--policy",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files of the policy.")
  List<Path> files = List.of();

  @Mixin private PolicyWords words = new PolicyWords();

  /** Returns the options to load it with. */
  LoadOptions loadOptions() {
    return words.loadOptions();
  }

  /**
   * Reads it.
   *
   * @throws dev.staffgate.model.PolicyException with all that is wrong with it
   */
  Policy load() {
    return PolicyFiles.load(files, words.loadOptions());
  }
}
