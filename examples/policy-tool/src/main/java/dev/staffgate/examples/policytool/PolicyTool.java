package dev.staffgate.examples.policytool;

import dev.staffgate.accounts.AccountNameTakenException;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.audit.AuditException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.examples.policytool.accounts.AccountsCommand;
import dev.staffgate.examples.policytool.accounts.AccountsException;
import dev.staffgate.model.PolicyException;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.state.StateStoreException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: validates policies, asks them and explains their decisions. */
@Command(
    name = "policy-tool",
    description = "Checks, explains, validates and questions Staffgate policies.",
    footer = {
      "",
      "Each command has examples: policy-tool COMMAND --help",
      "Colours are shown on a terminal, and not where NO_COLOR is set."
    },
    mixinStandardHelpOptions = true,
    version = "policy-tool 0.1.0-SNAPSHOT",
    subcommands = {
      CheckCommand.class,
      ExplainCommand.class,
      ValidateCommand.class,
      TestCommand.class,
      LintCommand.class,
      CoverageCommand.class,
      MutateCommand.class,
      WhoCanCommand.class,
      WhatCanCommand.class,
      ServersOfCommand.class,
      DiffCommand.class,
      PermissionsCommand.class,
      SchemaCommand.class,
      SchemaSqlCommand.class,
      AccountsCommand.class,
      FormatCommand.class,
      CompletionCommand.class,
      ServeCommand.class
    })
public final class PolicyTool implements Callable<Integer> {
  /** The exit code if everything was permitted, valid, or passed. */
  static final int OK = 0;

  /** The exit code if something was not permitted, did not pass, or was found. */
  static final int FINDINGS = 1;

  /** The exit code if the policy, a request or the command line could not be read. */
  static final int FAILED = 2;

  /** The exit code of a fault of the tool itself. */
  static final int FAULT = 3;

  @Spec private CommandSpec spec;

  /** Runs the tool and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(commandLine(), arguments));
  }

  static CommandLine commandLine() {
    CommandLine tool =
        new CommandLine(new PolicyTool())
            .setParameterExceptionHandler(PolicyTool::refuse)
            .setExecutionExceptionHandler(
                (exception, command, result) -> failed(exception, command));
    CommandHelp.addTo(tool);
    return tool;
  }

  /** Runs a command, and returns its exit code also where picocli knows none. */
  static int run(CommandLine tool, String... arguments) {
    int exit;
    try {
      exit = tool.execute(arguments);
    } catch (Error e) {
      return failed(e, tool);
    }
    if (exit != FAULT && isClosed(tool.getOut())) {
      PrintWriter err = tool.getErr();
      err.println("the answer was not written whole: standard output is closed");
      err.flush();
      return FAILED;
    }
    return exit;
  }

  /**
   * Returns whether what was written has not arrived: of standard output, the stream below the
   * writer keeps that to itself.
   */
  static boolean isClosed(PrintWriter out) {
    return out.checkError() || System.out.checkError();
  }

  private static int failed(Throwable fault, CommandLine command) {
    PrintWriter err = command.getErr();
    boolean input =
        fault instanceof PolicyException
            || fault instanceof UnreadableLockException
            || fault instanceof UnusableFileException
            || fault instanceof AccountsException
            || fault instanceof AccountNameTakenException
            || fault instanceof AuditException
            || fault instanceof CredentialStoreException
            || fault instanceof DirectoryException
            || fault instanceof StateStoreException;
    if (input) {
      err.println(fault.getMessage());
    } else {
      fault.printStackTrace(err); // never taken for a plain denial
    }
    err.flush();
    return input ? FAILED : FAULT;
  }

  /** Writes the problem and where help is; the whole usage would hide that one useful line. */
  private static int refuse(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return FAILED;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "which command: " + String.join(", ", spec.subcommands().keySet()) + "?");
  }
}
