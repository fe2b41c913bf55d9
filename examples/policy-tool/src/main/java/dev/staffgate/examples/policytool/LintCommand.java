package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintCode.Severity;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.yaml.CommentedPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what is allowed in a policy and looks like a mistake, and mends what it can. */
@Command(
    name = "lint",
    description = {
      "Tells what is allowed in a policy and looks like a mistake.",
      "A comment allows a finding for a time:",
      "  # staffgate: allow CODE until 2027-03-01 because ..."
    },
    footer = {
      "Ends with 0 if nothing is found, 1 if something is, 2 if the policy or a file"
          + " cannot be used.",
      "",
      "Examples:",
      "  policy-tool lint staffgate.yaml --fail-on error",
      "  policy-tool lint staffgate.yaml --github --sarif lint.sarif --exit-zero",
      "  policy-tool lint staffgate.yaml --fix --dry-run --exit-zero"
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  @Mixin private PolicyFilesParameter policyFiles = new PolicyFilesParameter();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "When: it decides what has expired; now without it.")
  private @Nullable String at;

  @Option(
      names = "--admins",
      paramLabel = "N",
      description = "So many people may be full administrators (default: ${DEFAULT-VALUE}).")
  private int admins = LintOptions.MOST_FULL_ADMINISTRATORS;

  @Option(
      names = "--fail-on",
      paramLabel = "WEIGHT",
      description = "Ends with 1 from this weight on: error, warning or note (default: note).")
  private String failOn = Severity.NOTE.text();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--github",
      description = "As annotations, which GitHub shows beside the lines of a pull request.")
  private boolean github;

  @Option(
      names = "--sarif",
      paramLabel = "OUT",
      description = "Writes the findings to this file, too, as SARIF 2.1.0.")
  private @Nullable Path sarif;

  @Option(
      names = "--docs",
      paramLabel = "URI",
      converter = OptionValues.WebAddress.class,
      description = "Where the pages of the codes are, for the help in SARIF; ends in a slash.")
  private @Nullable URI docs;

  @Option(
      names = "--fix",
      description =
          "Mends what can be mended without changing a decision, keeps comments, and asks at a"
              + " terminal before it changes one.")
  private boolean fix;

  @Option(
      names = "--dry-run",
      description =
          "With --fix: shows what would be changed, as diff -u does, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--accept",
      paramLabel = "CODE",
      description = "With --fix: agrees to fixes of this code that change decisions. Repeatable.")
  private List<String> accept = List.of();

  @Option(names = "--exit-zero", description = "Ends with 0 whatever is found: to look only.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Severity weight = weight();
    Set<LintCode> accepted = accepted();
    LintOptions options = options();
    if (json && github) {
      throw wrong("--json and --github: choose one of them");
    }
    if (!fix && (dryRun || !accepted.isEmpty())) {
      throw wrong((dryRun ? "--dry-run" : "--accept") + ": it goes with --fix");
    }
    if (sarif != null) {
      OutputFile.refuseInput("--sarif", sarif, policyFiles.files());
    }
    CommentedPolicy policy = CommentedPolicy.load(policyFiles.files(), policyFiles.loadOptions());
    if (fix) {
      PolicyRepair repair =
          new PolicyRepair(policy, policyFiles.loadOptions(), options, consent(accepted), spec);
      if (!(dryRun ? repair.show() : repair.write())) {
        return PolicyTool.FAILED;
      }
      policy = CommentedPolicy.load(policyFiles.files(), policyFiles.loadOptions());
    }
    PolicyLint lint = policy.lint(options, RouteFindings.of(policy.policy()));
    write(lint);
    boolean fails = lint.findings().stream().anyMatch(one -> one.severity().compareTo(weight) <= 0);
    return fails && !exitZero ? PolicyTool.FINDINGS : PolicyTool.OK;
  }

  private FixConsent consent(Set<LintCode> accepted) {
    return new FixConsent(accepted, dryRun ? Optional.empty() : FixConsent.terminal());
  }

  private void write(PolicyLint lint) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      LintReportJson.write(lint, out);
    } else if (github) {
      LintReportGithub.write(lint, out);
    } else if (!dryRun) { // what is written then is for `patch`
      new LintReportText(spec.commandLine().getColorScheme().ansi()).write(lint, out);
    }
    out.flush();
    if (sarif != null) {
      writeSarif(lint, sarif);
    }
  }

  private void writeSarif(PolicyLint lint, Path file) {
    String version = spec.parent().version()[0];
    try {
      OutputFile.write(file, writer -> LintReportSarif.write(lint, version, docs, writer));
    } catch (IOException e) {
      throw UnusableFileException.writing("--sarif", file, e);
    }
  }

  private LintOptions options() {
    if (admins < 2) {
      throw wrong("--admins: " + admins + " are too few, nobody could help; at least 2");
    }
    return LintOptions.at(instant()).withMostFullAdministrators(admins);
  }

  private Instant instant() {
    if (at == null) {
      return Instant.now();
    }
    return InstantParser.parse(at)
        .orElseThrow(
            () -> wrong("--at: `" + at + "` is not an instant such as 2027-03-01T12:00:00Z"));
  }

  private Severity weight() {
    return Arrays.stream(Severity.values())
        .filter(one -> one.text().equals(failOn))
        .findFirst()
        .orElseThrow(() -> wrong("--fail-on: `" + failOn + "` is not error, warning or note"));
  }

  private Set<LintCode> accepted() {
    try {
      return accept.stream().map(LintCode::of).collect(Collectors.toSet());
    } catch (IllegalArgumentException unknown) {
      throw wrong("--accept: " + unknown.getMessage());
    }
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }
}
