package dev.staffgate.examples.policytool.accounts;

import dev.staffgate.signin.care.CareResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the waits of an account. */
@Command(
    name = "unlock",
    description = {
      "Ends the waits after failed sign-ins to an account, and forgives the failures."
    },
    footer = {"", "Examples:", "  policy-tool accounts unlock alice --state data/state.mv.db"},
    mixinStandardHelpOptions = true)
final class UnlockCommand implements Callable<Integer> {
  @Mixin private AccountTarget target = new AccountTarget();

  @Override
  public Integer call() {
    return target.perform(
        "Use its page People (/people), or stop it and try again",
        (accounts, staff) -> {
          CareResult result = accounts.care().unlock(staff, accounts.by(), Optional.empty());
          if (result.kind() != CareResult.Kind.DONE) {
            throw OfflineAccounts.notDone(staff, result);
          }
          return staff + " may sign in again without waiting.";
        });
  }
}
