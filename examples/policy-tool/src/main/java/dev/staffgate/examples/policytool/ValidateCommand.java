package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestSuite;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.servlet.StaffgateFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells all that is wrong with a policy. */
@Command(
    name = "validate",
    description = "Tells all that is wrong with a policy, in one go.",
    footer = {
      "Ends with 0 if nothing is wrong; 1 if a test of the policy does not pass, or there is a"
          + " warning and --strict; 2 if the policy cannot be used.",
      "",
      "Examples:",
      "  policy-tool validate staffgate.yaml",
      "  policy-tool validate --strict staffgate.yaml tests.yaml"
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Mixin private PolicyFilesParameter policyFiles = new PolicyFilesParameter();

  @Option(names = "--strict", description = "Warnings about routes are errors.")
  private boolean strict;

  @Option(names = "--no-tests", description = "Does not run the tests that the policy holds.")
  private boolean noTests;

  @Option(names = "--json", description = "As one JSON object, problems of the policy, too.")
  private boolean json;

  @Option(
      names = "--exit-zero",
      description = "Ends with 0 whatever is found in a policy that can be used.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (json) {
      return answerInJson();
    }
    int exit = answer();
    return exitZero ? PolicyTool.OK : exit;
  }

  private int answerInJson() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Policy policy;
    try {
      policy = policyFiles.load();
    } catch (PolicyException refused) {
      ValidationJson.write(refused, out);
      return PolicyTool.FAILED;
    }
    List<String> warnings = StaffgateFilter.routeWarnings(policy);
    List<PolicyTestResult> tests = noTests ? List.of() : PolicyTestSuite.of(policy).run();
    ValidationJson.write(policy.version(), warnings, tests, out);
    boolean found =
        (strict && !warnings.isEmpty()) || !tests.stream().allMatch(PolicyTestResult::passed);
    return found && !exitZero ? PolicyTool.FINDINGS : PolicyTool.OK;
  }

  private int answer() {
    Policy policy = policyFiles.load();
    List<String> warnings = StaffgateFilter.routeWarnings(policy);
    if (strict && !warnings.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      warnings.forEach(warning -> err.println("error: " + warning));
      err.flush();
      return PolicyTool.FINDINGS;
    }
    PrintWriter out = spec.commandLine().getOut();
    List<PolicyTestResult> tests = noTests ? List.of() : PolicyTestSuite.of(policy).run();
    if (!tests.stream().allMatch(PolicyTestResult::passed)) {
      new TestReportText(spec.commandLine().getColorScheme().ansi(), false).write(tests, out);
      out.flush();
      return PolicyTool.FINDINGS;
    }
    warnings.forEach(warning -> out.println("warning: " + warning));
    PolicyDocument document = policy.document();
    out.printf(
        "%s: %d roles, %d servers, %d staff, %d routes, %s%n%s%n",
        warnings.isEmpty() ? "no problems" : "no errors, warnings: " + warnings.size(),
        document.roles().size(),
        document.servers().size(),
        document.staff().size(),
        document.routes().size(),
        noTests ? "tests not run" : tests.size() + " tests passed",
        policy.version());
    out.flush();
    return PolicyTool.OK;
  }
}
