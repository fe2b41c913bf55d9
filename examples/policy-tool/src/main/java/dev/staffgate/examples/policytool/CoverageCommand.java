package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.PolicyCoverage;
import dev.staffgate.yaml.LoadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how much of a policy its tests reach. */
@Command(
    name = "coverage",
    description = {
      "Tells how much of a policy its own tests reach, and names what they do not.",
      "Counted are grants that permit, denies that hit, conditions that are true, are false and"
          + " alone make the difference, servers that are entered, and roles that are used."
    },
    footer = {
      "Ends with 0 if all tests pass and reach enough; 1 if not, or if there is no test; 2 if a"
          + " file cannot be read or written.",
      "",
      "Examples:",
      "  policy-tool coverage staffgate.yaml tests.yaml --min 50",
      "  policy-tool coverage staffgate.yaml tests.yaml --html target/policy-coverage.html"
    },
    mixinStandardHelpOptions = true)
final class CoverageCommand implements Callable<Integer> {
  @Mixin private PolicyFilesParameter policyFiles = new PolicyFilesParameter();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "OUT.html",
      description = "Writes a page, too, that shows the policy with its marks.")
  private @Nullable Path html;

  @Option(
      names = "--min",
      paramLabel = "N",
      description = "The percentage that is enough; without it, any is.")
  private int min;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (min < 0 || min > 100) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--min: " + min + " is not a percentage from 0 to 100");
    }
    if (html != null) {
      OutputFile.refuseInput("--html", html, policyFiles.files());
    }
    LoadOptions options = policyFiles.loadOptions();
    PolicyCoverage coverage = PolicyCoverage.of(policyFiles.load());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      CoverageReportJson.write(coverage, out);
    } else {
      CoverageReportText.write(coverage, out);
    }
    out.flush();
    if (html != null) {
      write(html, coverage, options.maxFileBytes());
    }
    if (coverage.isTested() && coverage.total().percent() < min && !json) {
      out.println("less than the " + min + " % that --min asks for");
      out.flush();
    }
    return coverage.isTested() && coverage.total().percent() >= min
        ? PolicyTool.OK
        : PolicyTool.FINDINGS;
  }

  private static void write(Path file, PolicyCoverage coverage, long maxFileBytes) {
    CoverageReportHtml report = CoverageReportHtml.of(coverage, maxFileBytes);
    try {
      OutputFile.write(file, report::write);
    } catch (IOException e) {
      throw UnusableFileException.writing("--html", file, e);
    }
  }
}
