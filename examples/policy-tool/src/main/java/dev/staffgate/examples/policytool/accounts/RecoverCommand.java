package dev.staffgate.examples.policytool.accounts;

import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.care.CareResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets the owner of an account in again. */
@Command(
    name = "recover",
    description = {
      "Lets the owner of an account in when nobody can enter.",
      "Sets a new password, by which the owner sets up a new second factor at the first",
      "sign-in, within an hour. It is asked for at the terminal, or read as a line of the",
      "standard input, and has 15 characters. Earlier sessions, links, waits and recovery",
      "codes are void. Colleagues see in the panel that it was done, until one of them",
      "has reviewed it."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool accounts recover alice --state data/state.mv.db < password.txt"
    },
    mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {
  @Mixin private AccountTarget target = new AccountTarget();

  @Override
  public Integer call() {
    return target.perform(
        "Stop it and try again",
        (accounts, staff) ->
            PasswordPrompt.with(staff, password -> recovered(accounts, staff, password)));
  }

  private static String recovered(OfflineAccounts accounts, String staff, char[] password) {
    CareResult result =
        accounts.recovery().recover(staff, password, PasswordOwner.of(staff), accounts.by());
    return switch (result.kind()) {
      case PASSWORD_SET ->
          staff
              + " may sign in by this password within an hour, and sets up a second factor then."
              + " Start the panel now.";
      case PASSWORD_REFUSED ->
          throw OfflineAccounts.refused(((CareResult.PasswordRefused) result).problems());
      default -> throw OfflineAccounts.notDone(staff, result);
    };
  }
}
