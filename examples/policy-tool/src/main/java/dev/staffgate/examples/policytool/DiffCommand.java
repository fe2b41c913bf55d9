package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;

import dev.staffgate.analysis.DiffRegion;
import dev.staffgate.analysis.DiffReview;
import dev.staffgate.analysis.DiffVerdict;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.examples.policytool.DeclaredChangesOption.Declared;
import dev.staffgate.policy.Policy;
import dev.staffgate.wire.PolicyDiffWriter;
import dev.staffgate.wire.RequestWriter;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "Ends with 0 if the policies are equal or the new one is tighter, or all that changes was"
          + " declared; 1 if not, or if a check fails; 2 if a policy or FILE could not be read.",
      "",
      "Examples:",
      "  policy-tool diff old.yaml staffgate.yaml",
      "  policy-tool diff old.yaml staffgate.yaml --no-new-access",
      "  policy-tool diff old.yaml staffgate.yaml --never billing=client.delete",
      "  policy-tool diff old.yaml staffgate.yaml --only permission:client.*",
      "  policy-tool diff old.yaml staffgate.yaml --as-tests"
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

  @Option(
      names = "--no-public",
      paramLabel = "N",
      converter = OptionValues.AddressCount.class,
      description =
          "Fails if the new policy lets somebody reach a sensitive permission from more than N"
              + " addresses, even with a second factor or approval.")
  private @Nullable BigInteger mostAddresses;

  @Mixin private DeclaredChangesOption declaredChanges = new DeclaredChangesOption();

  @Option(
      names = "--as-tests",
      description =
          "Writes a policy test for each region instead: the new policy passes it, the old one does"
              + " not.")
  private boolean asTests;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(names = "--exit-zero", description = "Ends with 0 whatever is different: to look only.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    requireSensible();
    Policy before = PolicyFiles.load(List.of(old), words.loadOptions());
    Policy after = PolicyFiles.load(List.of(changed), words.loadOptions());
    List<Map.Entry<String, String>> forbidden =
        never.stream().map(one -> forbidden(one, after)).toList();
    Declared declared = declaredChanges.read(before, after);
    PolicyDiff diff = PolicyDiff.between(before, after);
    DiffReview review = DiffReview.of(diff, before, after, declared.all(), onlyRises);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (asTests) {
      new DiffTests(before, after).write(diff, out);
    } else if (json) {
      out.println(PolicyDiffWriter.write(diff));
    } else if (declaredChanges.isGiven()) {
      writeUndeclared(diff, review, out);
    } else if (onlyRises) {
      writeRises(diff, out);
    } else {
      out.print(diff.toText(RequestWriter::write));
    }
    DiffChecks checks = new DiffChecks(after, err);
    checks.never(forbidden);
    if (mostAddresses != null) {
      checks.noPublic(mostAddresses);
    }
    checks.allMet(declared.exactly(), review);
    out.flush();
    err.flush();
    return exitZero || (!checks.isBroken() && holds(diff, review))
        ? PolicyTool.OK
        : PolicyTool.FINDINGS;
  }

  private void requireSensible() {
    if (asTests && json) {
      throw wrong("--as-tests writes YAML, and --json JSON: leave one out");
    }
    try {
      if (OutputFile.isRead(old, changed) || OutputFile.isRead(changed, old)) {
        throw wrong("OLD and NEW are the same: whatever changes would go unseen");
      }
    } catch (UncheckedIOException unreadable) {
      throw wrong(
          ShownName.of(old)
              + " or "
              + ShownName.of(changed)
              + " cannot be read: "
              + requireNonNull(unreadable.getCause()).getMessage());
    }
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }

  private boolean holds(PolicyDiff diff, DiffReview review) {
    return declaredChanges.isGiven()
        ? diff.gaps().isEmpty()
            && review.unexpected().isEmpty()
            && review.unexpectedNotes().isEmpty()
        : holds(diff.verdict());
  }

  private static boolean holds(DiffVerdict verdict) {
    return verdict == DiffVerdict.EQUAL || verdict == DiffVerdict.TIGHTER;
  }

  private static void writeUndeclared(PolicyDiff diff, DiffReview review, PrintWriter out) {
    boolean all = review.unexpected().isEmpty() && review.unexpectedNotes().isEmpty();
    String what =
        diff.verdict() == DiffVerdict.UNKNOWN
            ? "it cannot be told whether all changes were declared"
            : all ? "all changes were declared" : "changes that were not declared";
    out.println(what + " (" + diff.verdict().text() + ")");
    write(review.unexpected(), out);
    diff.gaps().forEach(gap -> out.println("  not exact: " + gap));
    review.unexpectedNotes().forEach(note -> out.println("  beside: " + note));
  }

  private static void writeRises(PolicyDiff diff, PrintWriter out) {
    String access =
        diff.verdict() == DiffVerdict.UNKNOWN
            ? "it cannot be told whether there is new access"
            : holds(diff.verdict()) ? "no new access" : "new access";
    out.println(access + " (" + diff.verdict().text() + ")");
    write(diff.regions().stream().filter(DiffRegion::rises).toList(), out);
    diff.gaps().forEach(gap -> out.println("  not exact: " + gap));
    diff.notes().forEach(note -> out.println("  beside: " + note));
  }

  private static void write(List<DiffRegion> regions, PrintWriter out) {
    for (DiffRegion region : regions) {
      out.println("  " + region);
      out.println("    for example: " + RequestWriter.write(region.witness().request()));
    }
  }

  /** Returns the role and the permission of an option; both have to be known. */
  private Map.Entry<String, String> forbidden(String option, Policy policy) {
    int sign = option.indexOf('=');
    if (sign < 0) {
      throw wrong("--never: `" + option + "` is not ROLE=PERMISSION, such as clerk=payment.refund");
    }
    String role = option.substring(0, sign);
    String permission = option.substring(sign + 1);
    if (!policy.document().roles().containsKey(role) && !role.equals("full-administrator")) {
      throw wrong("--never: the new policy has no role `" + role + "`");
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
