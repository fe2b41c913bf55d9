package dev.staffgate.examples.policytool;

import static java.util.stream.Collectors.joining;

import dev.staffgate.analysis.MissingPolicyTests;
import dev.staffgate.analysis.MutationOptions;
import dev.staffgate.analysis.PolicyMutant;
import dev.staffgate.analysis.PolicyMutation;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells which changes of a policy none of its tests would notice. */
@Command(
    name = "mutate",
    description = {
      "Changes each rule of a policy, one at a time, and tells which changes no test notices.",
      "A rule is flipped (a grant becomes a deny), dropped, and widened (a larger amount, a"
          + " wildcard one up). Changes that the exact diff proves to be none are not counted."
    },
    footer = {
      "Ends with 0 if all changes, or as many as --min asks for, are noticed; 1 if not, or if a"
          + " test does not pass as it is, or there is none; 2 if the policy could not be read.",
      "",
      "Examples:",
      "  policy-tool mutate staffgate.yaml tests.yaml --min 50",
      "  policy-tool mutate staffgate.yaml tests.yaml --only dropped --exit-zero",
      "  policy-tool mutate staffgate.yaml tests.yaml --as-tests --exit-zero \\",
      "      --output more-tests.yaml"
    },
    mixinStandardHelpOptions = true)
final class MutateCommand implements Callable<Integer> {
  @Mixin private PolicyFilesParameter policyFiles = new PolicyFilesParameter();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--as-tests",
      description = "As the tests that are missing: a file of YAML, to be read and added.")
  private boolean asTests;

  @Option(
      names = "--min",
      paramLabel = "N",
      description = "The percentage that is enough; 100 without it.")
  private int min = 100;

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = "The sorts of changes to try: flipped, dropped, widened. All without it.")
  private List<String> only = List.of();

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "How many changes to try at most; what is not tried counts as not noticed.")
  private int most = MutationOptions.DEFAULT.most();

  @Option(names = "--exit-zero", description = "Ends with 0 whatever survives: to look only.")
  private boolean exitZero;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (min < 0 || min > 100) {
      throw wrong("--min: " + min + " is not a percentage from 0 to 100");
    }
    if (most < 1) {
      throw wrong("--most: " + most + " is not a number from 1");
    }
    Set<PolicyMutant.Kind> kinds = kinds();
    output.refuseInputs(policyFiles.files());
    Policy policy = policyFiles.load();
    PolicyMutation mutation;
    try (ProgressBar progress = ProgressBar.of(spec.commandLine().getErr(), "changes")) {
      mutation =
          PolicyMutation.of(
              policy,
              List.of(),
              MutationOptions.DEFAULT.withKinds(kinds).withMost(most).withProgress(progress::tell));
    }
    output.write(out -> write(policy, mutation, new PrintWriter(out)));
    return exitZero || (mutation.isTested() && mutation.percent() >= min)
        ? PolicyTool.OK
        : PolicyTool.FINDINGS;
  }

  private void write(Policy policy, PolicyMutation mutation, PrintWriter out) {
    if (asTests && mutation.isTested()) {
      writeTests(MissingPolicyTests.of(policy, mutation), out);
    } else if (json) {
      MutationReportJson.write(mutation, out);
    } else {
      MutationReportText.write(mutation, out);
    }
    out.flush();
  }

  private static void writeTests(MissingPolicyTests missing, PrintWriter out) {
    PolicyTestsOutput.write(
        missing.tests(),
        missing.obstacles().stream().map(one -> "no test for " + one).toList(),
        out);
  }

  private Set<PolicyMutant.Kind> kinds() {
    if (only.isEmpty()) {
      return EnumSet.allOf(PolicyMutant.Kind.class);
    }
    Set<PolicyMutant.Kind> kinds = EnumSet.noneOf(PolicyMutant.Kind.class);
    for (String word : only) {
      kinds.add(
          Stream.of(PolicyMutant.Kind.values())
              .filter(kind -> text(kind).equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      wrong(
                          "--only: `"
                              + word
                              + "` is not a sort of change; there are "
                              + Stream.of(PolicyMutant.Kind.values())
                                  .map(MutateCommand::text)
                                  .collect(joining(", ")))));
    }
    return kinds;
  }

  static String text(PolicyMutant.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
