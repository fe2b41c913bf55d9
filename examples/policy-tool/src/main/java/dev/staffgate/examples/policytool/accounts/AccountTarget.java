package dev.staffgate.examples.policytool.accounts;

import com.google.common.base.Ascii;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.NearestText;
import dev.staffgate.text.VisibleText;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      description = "The state file of the panel, state.mv.db, or its folder.")
  private Path state = Path.of("");

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "A file of the policy, or a folder of such files. May be repeated.")
  private List<Path> policy = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Something to do with the accounts of a state file, for a staff id. */
  interface Action {
    /** Does it, and returns a sentence that says so. */
    String perform(OfflineAccounts accounts, String staff);
  }

  /**
   * Does something for the account, which has to be one of the state file or of the policy.
   *
   * @param instead what to do while the panel runs
   */
  int perform(String instead, Action action) {
    requireId();
    Optional<PolicyDocument> loaded = loadPolicy();
    try (OfflineAccounts accounts = OfflineAccounts.open(state, instead)) {
      StaffAccount account = find(accounts, loaded);
      if (account.disabled()) {
        throw new AccountsException(
            "the account "
                + account.id()
                + " is disabled, so nobody signs in to it; nothing was done");
      }
      say(action.perform(accounts, account.id()));
      return 0;
    }
  }

  /** Adds an account, of which neither the policy nor the state file has one. */
  int add(StaffAccount account) {
    Optional<PolicyDocument> loaded = loadPolicy();
    loaded.ifPresentOrElse(
        document -> requireFits(document, account),
        () ->
            warn(
                "warning: whether the policy has these roles, and no such account, was not looked"
                    + " at: add --policy FILE"));
    try (OfflineAccounts accounts =
        OfflineAccounts.open(
            state, "Stop it and try again, or write the account into the policy")) {
      accounts.add(account);
      say("The account " + account.id() + " is added. Invite its owner next: accounts invite.");
      return 0;
    }
  }

  /** Returns the id of an account that is to be added. */
  String newId() {
    requireId();
    if (Ascii.toLowerCase(typed).startsWith(OfflineAccounts.PREFIX)) {
      throw wrong(
          "an id that begins with "
              + OfflineAccounts.PREFIX
              + " would look like a user of this machine in records");
    }
    return typed;
  }

  private static void requireFits(PolicyDocument document, StaffAccount account) {
    for (StaffAccount other : document.staff().values()) {
      if (Ascii.equalsIgnoreCase(other.id(), account.id())) {
        throw new AccountsException(
            "the policy has the account " + other.id() + " already; nothing was added");
      }
      List<String> names = new ArrayList<>(account.knownAs());
      names.add(account.id());
      for (String name : names) {
        if (Ascii.equalsIgnoreCase(other.id(), name)
            || other.knownAs().stream().anyMatch(its -> Ascii.equalsIgnoreCase(its, name))) {
          throw new AccountsException(
              "the account "
                  + other.id()
                  + " of the policy answers to "
                  + VisibleText.excerpt(name)
                  + " already; nothing was added");
        }
      }
    }
    List<String> known = new ArrayList<>(document.roles().keySet());
    if (!known.contains(Role.FULL_ADMINISTRATOR)) {
      known.add(Role.FULL_ADMINISTRATOR);
    }
    account.roles().stream()
        .map(one -> one.role().id())
        .filter(role -> !known.contains(role))
        .findFirst()
        .ifPresent(
            role -> {
              throw new AccountsException(
                  "the policy has no role "
                      + VisibleText.excerpt(role)
                      + NearestText.to(role, known)
                          .map(near -> "; did you mean " + near + "?")
                          .orElse("; those that it has: " + String.join(", ", known)));
            });
  }

  private void requireId() {
    if (!NameSyntax.isId(typed)) {
      throw wrong(
          VisibleText.quoted(VisibleText.excerpt(typed))
              + " is not a staff id: 1 to 128 of a-z A-Z 0-9 . _ @ -, the first a letter or a"
              + " digit");
    }
  }

  private CommandLine.ParameterException wrong(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }

  private Optional<PolicyDocument> loadPolicy() {
    return policy.isEmpty()
        ? Optional.empty()
        : Optional.of(PolicyFiles.load(policy, WITH_STORE).document());
  }

  private StaffAccount find(OfflineAccounts accounts, Optional<PolicyDocument> loaded) {
    return loaded
        .flatMap(document -> findIn(document, typed))
        .or(() -> accounts.find(typed))
        .orElseThrow(
            () ->
                new AccountsException(
                    loaded.isPresent()
                        ? "neither the policy nor the state file has an account "
                            + typed
                            + "; nothing was done"
                        : "the state file has no account "
                            + typed
                            + ". If the policy has it, add --policy FILE; nothing was done"));
  }

  private static Optional<StaffAccount> findIn(PolicyDocument document, String typed) {
    return Optional.ofNullable(document.staff().get(typed))
        .or(
            () ->
                document.staff().values().stream()
                    .filter(one -> Ascii.equalsIgnoreCase(one.id(), typed))
                    .findFirst());
  }

  private void warn(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
