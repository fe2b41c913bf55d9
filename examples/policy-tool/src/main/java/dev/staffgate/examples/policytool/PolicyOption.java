package dev.staffgate.examples.policytool;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  /**
   * Checks that the policy has an account.
   *
   * @throws CommandLine.ParameterException if it has none of this id
   */
  void requireStaff(String id, Policy loaded) {
    require(() -> new PolicyNames(loaded).requireStaff(id));
  }

  /** Checks that the policy has a server, as {@link #requireStaff} does of an account. */
  void requireServer(String id, Policy loaded) {
    require(() -> new PolicyNames(loaded).requireServer(id));
  }

  private void require(Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
