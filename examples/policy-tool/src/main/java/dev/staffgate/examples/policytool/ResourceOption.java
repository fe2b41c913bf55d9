package dev.staffgate.examples.policytool;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The resources that a question names. */
final class ResourceOption {
  @Option(
      names = "--resource",
      paramLabel = "TYPE=ID",
      description = "On what, such as server=web1. May be repeated, once for each type.")
  private List<String> written = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns the ids by type. */
  Map<String, String> idsByType() {
    try {
      return NamedValues.of("--resource", "TYPE=ID", written);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
