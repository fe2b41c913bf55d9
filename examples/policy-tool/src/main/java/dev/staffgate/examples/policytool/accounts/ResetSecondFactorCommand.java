package dev.staffgate.examples.policytool.accounts;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a second factor away, and makes a link for a new one. */
@Command(
    name = "reset-second-factor",
    description = {
      "Takes a second factor away, and makes a link to a new one.",
      "The recovery codes go, too, and sessions end. Whoever knows the password sets up a",
      "new one by the link."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool accounts reset-second-factor alice \\",
      "      --panel https://panel.example.net/ --state data/state.mv.db"
    },
    mixinStandardHelpOptions = true)
final class ResetSecondFactorCommand implements Callable<Integer> {
  @Mixin private AccountTarget target = new AccountTarget();

  @Mixin private PanelUrl panel = new PanelUrl();

  @Override
  public Integer call() {
    panel.check();
    return target.perform(
        "Use its page People (/people), or stop it and try again",
        (accounts, staff) ->
            panel.sentence(
                staff, accounts.care().resetSecondFactor(staff, accounts.by(), Optional.empty())));
  }
}
