package dev.staffgate.examples.policytool.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of commands on accounts. */
@Command(
    name = "accounts",
    description = {
      "Adds people and lets them in again, while the panel is stopped.",
      "Works on the state file of a panel. While the panel runs, its page People invites,",
      "resets and unlocks."
    },
    footer = {
      "Each command records what it did, in audit.jsonl beside the state file, as done",
      "by offline.USER: the user of the machine who ran it. Colleagues see in the panel",
      "that it was done, until one of them has reviewed it.",
      "",
      "Examples:",
      "  policy-tool accounts add erin --role support --state data/state.mv.db",
      "  policy-tool accounts recover alice --state data/state.mv.db < password.txt"
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      AddCommand.class,
      InviteCommand.class,
      PasswordCommand.class,
      ResetSecondFactorCommand.class,
      UnlockCommand.class,
      RecoverCommand.class
    })
public final class AccountsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "which command: " + String.join(", ", spec.subcommands().keySet()) + "?");
  }
}
