package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the tests that a policy holds. */
@Command(
    name = "test",
    description = "Runs the tests that a policy holds.",
    footer = {
      "Ends with 0 if all passed; 1 if one failed or could not be run, or there is none; 2 if the"
          + " policy could not be read.",
      "",
      "Examples:",
      "  policy-tool test staffgate.yaml tests.yaml",
      "  policy-tool test staffgate.yaml tests.yaml --junit target/policy-tests.xml"
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Mixin private PolicyFilesParameter policyFiles = new PolicyFilesParameter();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--junit",
      paramLabel = "OUT.xml",
      description = "Writes the results to this file, too, as JUnit's XML, which CI servers read.")
  private @Nullable Path junit;

  @Option(
      names = {"-v", "--verbose"},
      description = "Names the tests that passed, too.")
  private boolean verbose;

  @Option(names = "--exit-zero", description = "Ends with 0 whatever comes of the tests.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (junit != null) {
      OutputFile.refuseInput("--junit", junit, policyFiles.files());
    }
    List<PolicyTestResult> results = PolicyTestSuite.of(policyFiles.load()).run();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      TestReportJson.write(results, out);
    } else {
      new TestReportText(spec.commandLine().getColorScheme().ansi(), verbose).write(results, out);
    }
    out.flush();
    if (junit != null) {
      write(junit, results);
    }
    return exitZero || hold(results) ? PolicyTool.OK : PolicyTool.FINDINGS;
  }

  /** Returns whether there are tests, and all passed. */
  static boolean hold(List<PolicyTestResult> results) {
    return !results.isEmpty() && results.stream().allMatch(PolicyTestResult::passed);
  }

  private static void write(Path file, List<PolicyTestResult> results) {
    try {
      TestReportXml.write(results, file);
    } catch (IOException e) {
      throw UnusableFileException.writing("--junit", file, e);
    }
  }
}
