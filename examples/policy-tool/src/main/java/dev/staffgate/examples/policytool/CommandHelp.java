package dev.staffgate.examples.policytool;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** The part of the help that is the same for every command: the exit codes. */
final class CommandHelp {
  private CommandHelp() {}

  /** Adds it to a tool and all of its commands. */
  static void addTo(CommandLine tool) {
    tool.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nEnds with:%n")
        .exitCodeList(exitCodes());
    tool.getSubcommands().values().forEach(CommandHelp::addTo);
  }

  /** Returns what each exit code means, in their order. */
  static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(
        Integer.toString(PolicyTool.OK),
        "All is well: permitted, valid, passed, equal or tighter, formatted.");
    codes.put(
        Integer.toString(PolicyTool.FINDINGS),
        "Something was found: a denial, a test that does not pass, a finding, new access.");
    codes.put(
        Integer.toString(PolicyTool.FAILED),
        "The command line, a policy, a request or a file cannot be used.");
    codes.put(Integer.toString(PolicyTool.FAULT), "A fault of policy-tool itself.");
    codes.put("130", "Stopped by Ctrl-C. No file is half written.");
    return codes;
  }
}
