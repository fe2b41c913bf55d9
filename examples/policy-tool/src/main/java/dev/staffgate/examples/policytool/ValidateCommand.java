package dev.staffgate.examples.policytool;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Policy;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells all that is wrong with a policy. */
@Command(
    name = "validate",
    description = "Tells all that is wrong with a policy, in one go.",
    footer =
        "Ends with 0 if nothing is wrong, else with 2. Warnings are not wrong, unless --strict.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files of one policy.")
  private List<Path> files;

  @Mixin private PolicyWords words = new PolicyWords();

  @Option(names = "--strict", description = "Warnings about routes are errors.")
  private boolean strict;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Policy policy = PolicyFiles.load(files, words.loadOptions());
    List<String> warnings = StaffgateFilter.routeWarnings(policy);
    if (strict && !warnings.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      warnings.forEach(warning -> err.println("error: " + warning));
      err.flush();
      return PolicyTool.FAILED;
    }
    PrintWriter out = spec.commandLine().getOut();
    warnings.forEach(warning -> out.println("warning: " + warning));
    PolicyDocument document = policy.document();
    out.printf(
        "%s: %d roles, %d servers, %d staff, %d routes%n%s%n",
        warnings.isEmpty() ? "no problems" : "no errors, warnings: " + warnings.size(),
        document.roles().size(),
        document.servers().size(),
        document.staff().size(),
        document.routes().size(),
        policy.version());
    out.flush();
    return PolicyTool.OK;
  }
}
