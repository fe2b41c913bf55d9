package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.DiffRegion;
import dev.staffgate.analysis.DiffVerdict;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.wire.PolicyDiffWriter;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells exactly which requests two policies decide differently. */
@Command(
    name = "diff",
    description = {
      "Tells exactly which requests two policies decide differently.",
      "The first line is the change in a word: equal, tighter (no request gets more), wider (none"
          + " gets less), both, or unknown where something cannot be compared exactly."
    },
    footer = {
      "Ends with 0 if the policies are equal or the new one is tighter, 1 if it is not or something"
          + " that must never be is so, 2 if a policy could not be read.",
      "",
      "Examples:",
      "  policy-tool diff old.yaml staffgate.yaml",
      "  policy-tool diff old.yaml staffgate.yaml --no-new-access",
      "  policy-tool diff old.yaml staffgate.yaml --never billing=client.delete"
    },
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "A file, or a folder of files.")
  private Path old;

  @Parameters(index = "1", paramLabel = "NEW", description = "A file, or a folder of files.")
  private Path changed;

  @Mixin private PolicyWords words = new PolicyWords();

  @Option(
      names = "--no-new-access",
      description = "Shows only what gets more; the exit code says whether anything does.")
  private boolean onlyRises;

  @Option(
      names = "--never",
      paramLabel = "ROLE=PERMISSION",
      description =
          "Fails if the new policy lets somebody with this role alone have this permission, under"
              + " any condition. May be repeated.")
  private List<String> never = List.of();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(names = "--exit-zero", description = "Ends with 0 whatever is different: to look only.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Policy before = PolicyFiles.load(List.of(old), words.loadOptions());
    Policy after = PolicyFiles.load(List.of(changed), words.loadOptions());
    List<Map.Entry<String, String>> forbidden =
        never.stream().map(one -> forbidden(one, after)).toList();
    PolicyDiff diff = PolicyDiff.between(before, after);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      out.println(PolicyDiffWriter.write(diff));
    } else if (onlyRises) {
      writeRises(diff, out);
    } else {
      out.print(diff.toText());
    }
    boolean broken = false;
    for (Map.Entry<String, String> one : forbidden) {
      if (mayHave(after, one.getKey(), one.getValue())) {
        broken = true;
        err.println(
            "never: somebody with the role `"
                + one.getKey()
                + "` may have `"
                + one.getValue()
                + "`");
      }
    }
    out.flush();
    err.flush();
    return exitZero || (!broken && holds(diff.verdict())) ? PolicyTool.OK : PolicyTool.FINDINGS;
  }

  private static boolean holds(DiffVerdict verdict) {
    return verdict == DiffVerdict.EQUAL || verdict == DiffVerdict.TIGHTER;
  }

  private static void writeRises(PolicyDiff diff, PrintWriter out) {
    List<DiffRegion> rises = diff.regions().stream().filter(DiffRegion::rises).toList();
    String access =
        diff.verdict() == DiffVerdict.UNKNOWN
            ? "it cannot be told whether there is new access"
            : holds(diff.verdict()) ? "no new access" : "new access";
    out.println(access + " (" + diff.verdict().text() + ")");
    for (DiffRegion region : rises) {
      out.println("  " + region);
      out.println("    for example: " + region.witness().request());
    }
    diff.gaps().forEach(gap -> out.println("  not exact: " + gap));
    diff.notes().forEach(note -> out.println("  beside: " + note));
  }

  private static boolean mayHave(Policy policy, String role, String permission) {
    StaffAccount holder = StaffAccount.withoutId(List.of(Assignment.of(role)), Map.of());
    return !policy.questions(List.of(policy.compile(holder))).whoCan(permission).isEmpty();
  }

  /** Returns the role and the permission of an option; both have to be known. */
  private Map.Entry<String, String> forbidden(String option, Policy policy) {
    int sign = option.indexOf('=');
    if (sign < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--never: `" + option + "` is not ROLE=PERMISSION, such as clerk=payment.refund");
    }
    String role = option.substring(0, sign);
    String permission = option.substring(sign + 1);
    if (!policy.document().roles().containsKey(role) && !role.equals("full-administrator")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--never: the new policy has no role `" + role + "`");
    }
    try {
      policy.requireKnown(permission);
    } catch (IllegalArgumentException unknown) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--never: " + unknown.getMessage(), unknown);
    }
    return Map.entry(role, permission);
  }
}
