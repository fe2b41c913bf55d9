package dev.staffgate.examples.policytool.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a link by which somebody sets up an account. */
@Command(
    name = "invite",
    description = {
      "Makes a link to a first password and a second factor.",
      "It works once, within three days; a newer one ends it."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool accounts invite zoe --panel https://panel.example.net/ \\",
      "      --state data/state.mv.db"
    },
    mixinStandardHelpOptions = true)
final class InviteCommand implements Callable<Integer> {
  @Mixin private AccountTarget target = new AccountTarget();

  @Mixin private PanelUrl panel = new PanelUrl();

  @Override
  public Integer call() {
    panel.check();
    return target.perform(
        "Use its page People (/people), or stop it and try again",
        (accounts, staff) -> panel.sentence(staff, accounts.invite(staff)));
  }
}
