package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.LintFix;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.LintRepair;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.yaml.CommentedPolicy;
import dev.staffgate.yaml.EditedPolicy;
import dev.staffgate.yaml.LoadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The fixes of a policy's findings, written to its files or shown. */
final class PolicyRepair {
  private final CommentedPolicy policy;
  private final LintRepair repair;
  private final PrintWriter out;
  private final PrintWriter err;

  PolicyRepair(
      CommentedPolicy policy,
      LoadOptions loading,
      LintOptions options,
      FixConsent consent,
      CommandSpec spec) {
    this.policy = policy;
    this.repair =
        LintRepair.of(
            policy.policy(),
            loading.policy(),
            mended -> PolicyLint.of(mended, options).allowing(policy.suppressions(), options.now()),
            consent::isGiven);
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
  }

  /** Shows what would be changed; returns whether that could be found out. */
  boolean show() {
    return make("would fix", false);
  }

  /** Changes the files; returns whether that could be done. None is changed if not. */
  boolean write() {
    return make("fixed", true);
  }

  private boolean make(String done, boolean forGood) {
    EditedPolicy edited;
    try {
      edited = policy.edit().change(any -> repair.document()).apply();
      if (forGood) {
        edited.write();
      }
    } catch (IllegalStateException | IllegalArgumentException | ConcurrentModificationException e) {
      return refuse(e.getMessage());
    } catch (IOException e) {
      return refuse(reason(e));
    }
    if (!forGood) {
      for (Map.Entry<String, String> text : edited.changedTexts().entrySet()) {
        String before = policy.texts().get(text.getKey());
        out.print(UnifiedDiff.of(text.getKey(), String.valueOf(before), text.getValue()));
      }
      out.flush();
    }
    repair.made().forEach(fix -> tell(done, fix, ""));
    repair
        .declined()
        .forEach(
            fix ->
                tell(
                    "not fixed",
                    fix,
                    "; it changes decisions: agree with --accept " + fix.finding().code()));
    err.flush();
    return true;
  }

  private void tell(String done, LintFix fix, String more) {
    err.println(done + ": " + fix.finding() + ": the fix " + fix.what() + more);
  }

  private static String reason(IOException fault) {
    return fault instanceof FileSystemException system && system.getFile() != null
        ? ShownName.of(system.getFile())
            + ": "
            + FileFaults.reason(Path.of(system.getFile()), fault)
        : String.valueOf(fault.getMessage());
  }

  private boolean refuse(@Nullable String why) {
    err.println("--fix: nothing was changed: " + why);
    err.flush();
    return false;
  }
}
