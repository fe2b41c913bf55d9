package dev.staffgate.examples.policytool.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sets a password. */
@Command(
    name = "password",
    description = {
      "Sets the password of an account, and ends its sessions.",
      "It is asked for at the terminal, or read as a line of the standard input: 8",
      "characters, or 15 for an account without a second factor. The second factor stays;",
      "without one it is set up at the first sign-in, within an hour. Where a link can be",
      "sent, invite is better."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool accounts password alice --state data/state.mv.db < password.txt"
    },
    mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {
  @Mixin private AccountTarget target = new AccountTarget();

  @Override
  public Integer call() {
    return target.perform(
        "Use its page People (/people) to reset the password, or stop it and try again",
        (accounts, staff) ->
            PasswordPrompt.with(
                staff,
                password ->
                    "The password of "
                        + staff
                        + " is set"
                        + (accounts.setPassword(staff, password)
                            ? "; the second factor stays as it is."
                            : "; the first sign-in sets up the second factor, within an"
                                + " hour. Start the panel now.")));
  }
}
