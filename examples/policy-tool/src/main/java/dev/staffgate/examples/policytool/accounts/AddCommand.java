package dev.staffgate.examples.policytool.accounts;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.VisibleText;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Adds an account to the state file. */
@Command(
    name = "add",
    description = {
      "Adds an account that the policy does not have.",
      "It has no password yet: invite its owner next."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool accounts add bob --role support --state data/state.mv.db",
      "  policy-tool accounts add carol --name Carol --role billing \\",
      "      --policy staffgate.yaml --state data/state.mv.db"
    },
    mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {
  private static final int LONGEST = 200;

  @Mixin private AccountTarget target = new AccountTarget();

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "A role of the policy. May be repeated.")
  private List<String> roles = List.of();

  @Option(names = "--name", paramLabel = "NAME", description = "The name, for people.")
  private @Nullable String name;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "The address, for people.")
  private @Nullable String email;

  @Option(
      names = "--known-as",
      paramLabel = "NAME",
      description = "What an identity provider calls the account. May be repeated.")
  private List<String> knownAs = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return target.add(account(target.newId()));
  }

  private StaffAccount account(String staff) {
    requireText("--name", name);
    requireText("--email", email);
    try {
      StaffAccount account = StaffAccount.of(staff, roles.toArray(String[]::new));
      account = name == null ? account : account.withName(name);
      account = email == null ? account : account.withEmail(email);
      return knownAs.isEmpty() ? account : account.withKnownAs(knownAs.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void requireText(String option, @Nullable String text) {
    if (text != null
        && (text.isBlank()
            || text.length() > LONGEST
            || text.codePoints().anyMatch(c -> c == '\uFFFD' || !VisibleText.isVisible(c)))) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          option
              + " has up to "
              + LONGEST
              + " characters that can be seen. If yours can, set the terminal to UTF-8");
    }
  }
}
