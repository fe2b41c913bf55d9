package dev.staffgate.examples.policytool;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells all that is wrong with a policy. */
@Command(
    name = "validate",
    description = "Tells all that is wrong with a policy, in one go.",
    footer = "Ends with 0 if nothing is wrong, else with 2.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files of one policy.")
  private List<Path> files;

  @Mixin private PolicyWords words = new PolicyWords();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Policy policy = PolicyFiles.load(files, words.loadOptions());
    PolicyDocument document = policy.document();
    spec.commandLine()
        .getOut()
        .printf(
            "no problems: %d roles, %d servers, %d staff, %d routes%n%s%n",
            document.roles().size(),
            document.servers().size(),
            document.staff().size(),
            document.routes().size(),
            policy.version());
    spec.commandLine().getOut().flush();
    return PolicyTool.OK;
  }
}
