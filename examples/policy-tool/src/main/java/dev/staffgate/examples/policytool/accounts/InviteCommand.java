package dev.staffgate.examples.policytool.accounts;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a link by which somebody sets up an account. */
@Command(
    name = "invite",
    description = {
      "Makes a link by which the owner of an account sets a first password and a second",
      "factor. It works once, within three days; a newer one ends it."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool accounts invite bob --panel https://panel.example.net/ \\",
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
        (accounts, staff) ->
            panel.sentence(
                staff, accounts.care().invite(staff, OfflineAccounts.by(), Optional.empty())));
  }
}
