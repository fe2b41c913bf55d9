package dev.staffgate.examples.policytool;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete this tool's commands. */
@Command(
    name = "completion",
    description = {
      "Prints a script for bash and zsh that completes commands, options and names of files.",
      "For a shell in which policy-tool is a command or an alias:",
      "  source <(policy-tool completion)"
    },
    footer = {"", "Examples:", "  policy-tool completion"},
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine tool = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(tool.getCommandName(), tool));
    out.flush();
    return PolicyTool.OK;
  }
}
