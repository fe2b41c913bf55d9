package dev.staffgate.examples.policytool;

import dev.staffgate.model.PolicyOptions;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.yaml.LoadOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The words that the program which uses a policy adds to those of the library. The library's own
 * store of tokens ({@code store:}) is known to the tool.
 */
final class PolicyWords {
  @Option(
      names = "--secret-scheme",
      paramLabel = "NAME",
      description =
          "A scheme of tokens that the program registers, such as vault for vault:web1. May be"
              + " repeated; env, file and store are known.")
  private List<String> secretSchemes = List.of();

  @Option(
      names = "--panel",
      paramLabel = "NAME",
      description = "A kind of panel that the program opens sessions in. May be repeated.")
  private List<String> panels = List.of();

  @Option(
      names = "--panel-without-sso",
      paramLabel = "NAME",
      description =
          "A kind of panel that the program knows and opens no sessions in. May be repeated.")
  private List<String> panelsWithoutSso = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns the options to load a policy with. */
  LoadOptions loadOptions() {
    try {
      PolicyOptions options = PolicyOptions.DEFAULT.withSecretScheme(EncryptedSecretFile.SCHEME);
      for (String scheme : secretSchemes) {
        options = options.withSecretScheme(scheme);
      }
      for (String panel : panels) {
        options = options.withPanel(panel, true);
      }
      for (String panel : panelsWithoutSso) {
        options = options.withPanel(panel, false);
      }
      return new LoadOptions(options, LoadOptions.DEFAULT.maxFileBytes());
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
