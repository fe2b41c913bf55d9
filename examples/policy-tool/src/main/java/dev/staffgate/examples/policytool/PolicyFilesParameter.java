package dev.staffgate.examples.policytool;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The one policy whose files a command names behind its options. */
final class PolicyFilesParameter {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files of one policy, those of its tests among them; or a folder of them.")
  private List<Path> files = List.of();

  @Mixin private PolicyWords words = new PolicyWords();

  /** Returns the files, and folders of files, as they were named. */
  List<Path> files() {
    return List.copyOf(files);
  }

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
