package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.LintFix;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.LintRepair;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestSuite;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.CommentedPolicy;
import dev.staffgate.yaml.EditedPolicy;
import dev.staffgate.yaml.LoadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    repair
        .made()
        .forEach(fix -> err.println(done + ": " + fix.finding() + ": the fix " + fix.what()));
    for (LintFix fix : repair.declined()) {
      err.println(
          "not fixed: "
              + (forGood ? fix.finding().what() + " [" + fix.finding().code() + "]" : fix.finding())
              + ": the fix "
              + fix.what()
              + "; it changes decisions or a test, or what is there may be meant: agree with"
              + " --accept "
              + fix.finding().code());
    }
    tellOfTests(edited.policy());
    err.flush();
    return true;
  }

  // Whoever agreed to a fix did not see what it does to the tests.
  private void tellOfTests(Policy mended) {
    Set<String> before = failing(policy.policy());
    failing(mended).stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> err.println("a test does not pass any more: " + name));
  }

  private static Set<String> failing(Policy any) {
    return PolicyTestSuite.of(any).run().stream()
        .filter(result -> !result.passed())
        .map(PolicyTestResult::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
