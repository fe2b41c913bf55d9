package dev.staffgate.examples.policytool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one command on a policy and tests in a file beside it, and keeps what it said. */
final class TestedPolicyRun {
  private final String command;
  private final Path folder;
  private final Path policy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  TestedPolicyRun(String command, Path folder, String policy) throws IOException {
    this.command = command;
    this.folder = folder;
    this.policy = Files.writeString(folder.resolve("policy.yaml"), policy);
  }

  /** Returns the exit code; no tests if {@code tests} is empty. */
  int run(String tests, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(command, policy.toString()));
    if (!tests.isEmpty()) {
      Path file = folder.resolve("tests.yaml");
      all.add(Files.writeString(file, "staffgate: 1\ntests:\n" + tests).toString());
    }
    all.addAll(List.of(more));
    return PolicyTool.run(
        PolicyTool.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        all.toArray(String[]::new));
  }

  Path policy() {
    return policy;
  }

  /** Returns all that was said on standard output so far. */
  String out() {
    return out.toString();
  }

  /** Returns all that was said on standard error so far. */
  String err() {
    return err.toString();
  }
}
