package dev.staffgate.examples.policytool.accounts;

import com.google.common.base.Ascii;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Role;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The account of a command, and the files in which it is. */
final class AccountTarget {
  private static final LoadOptions WITH_STORE =
      new LoadOptions(
          PolicyOptions.DEFAULT.withSecretScheme("store"), LoadOptions.DEFAULT.maxFileBytes());

  @Parameters(paramLabel = "ID", description = "The staff id, such as alice.")
  private String typed = "";

  @Option(
      names = "--state",
      required = true,
      paramLabel = "FILE",
      description = "The state file of the panel: state.mv.db in its folder.")
  private Path state = Path.of("");

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      description = "Where it is recorded; audit.jsonl beside the state file without it.")
  private @Nullable Path audit;

  @Option(
      names = "--policy",
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files of the policy: then the account, and its roles, have to exist.")
  private List<Path> policy = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Something to do with the accounts of a state file, for a staff id. */
  interface Action {
    /** Does it, and returns a sentence that says so. */
    String perform(OfflineAccounts accounts, String staff);
  }

  /** Does something for the account, which has to exist as far as can be known. */
  int perform(Action action) {
    requireId();
    Optional<Policy> loaded = loadPolicy();
    try (OfflineAccounts accounts = OfflineAccounts.open(state, audit)) {
      String staff = idOf(accounts, loaded);
      say(action.perform(accounts, staff));
      return 0;
    }
  }

  /** Does something for an id that no account has. */
  int performForNew(Action action) {
    requireId();
    Optional<Policy> loaded = loadPolicy();
    loaded
        .flatMap(one -> idIn(one, typed))
        .ifPresent(
            same -> {
              throw new AccountsException(
                  "the policy has the account " + same + " already; nothing was added");
            });
    try (OfflineAccounts accounts = OfflineAccounts.open(state, audit)) {
      say(action.perform(accounts, typed));
      return 0;
    }
  }

  /** Requires that the policy, if it is given, has a role. */
  void requireRoles(List<String> roles) {
    loadPolicy()
        .ifPresent(
            loaded ->
                roles.forEach(
                    role -> {
                      if (!loaded.document().roles().containsKey(role)
                          && !role.equals(Role.FULL_ADMINISTRATOR)) {
                        throw new AccountsException(
                            "the policy has no role "
                                + role
                                + "; those that it has: "
                                + String.join(", ", loaded.document().roles().keySet()));
                      }
                    }));
  }

  private void requireId() {
    if (!NameSyntax.isId(typed)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "that is not a staff id: 1 to 128 of a-z A-Z 0-9 . _ @ -, the first a letter or a digit");
    }
  }

  private Optional<Policy> loadPolicy() {
    return policy.isEmpty() ? Optional.empty() : Optional.of(PolicyFiles.load(policy, WITH_STORE));
  }

  private String idOf(OfflineAccounts accounts, Optional<Policy> loaded) {
    Optional<String> known = loaded.flatMap(one -> idIn(one, typed)).or(() -> accounts.idOf(typed));
    if (known.isPresent()) {
      return known.get();
    }
    if (loaded.isPresent()) {
      throw new AccountsException(
          "neither the policy nor the state file has an account " + typed + "; nothing was done");
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "warning: the state file has no account "
            + typed
            + "; whether the policy has one was not looked at: add --policy FILE");
    err.flush();
    return typed;
  }

  private static Optional<String> idIn(Policy policy, String typed) {
    var ids = policy.document().staff().keySet();
    return ids.contains(typed)
        ? Optional.of(typed)
        : ids.stream().filter(id -> Ascii.equalsIgnoreCase(id, typed)).findFirst();
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
