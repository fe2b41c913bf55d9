package dev.staffgate.examples.panel.app;

import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The things that a panel which has just started lacks before anybody can use it. */
final class StartWarnings {
  private static final String ALL_PATHS = "/**";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@:+-]+");

  private final PolicyDocument policy;
  private final CredentialStore credentials;
  private final StaffDirectory directory;
  private final Instant now;

  StartWarnings(
      PolicyDocument policy, CredentialStore credentials, StaffDirectory directory, Instant now) {
    this.policy = policy;
    this.credentials = credentials;
    this.directory = directory;
    this.now = now;
  }

  /**
   * Returns a sentence for each thing that is missing in a panel of this folder.
   *
   * @param files the files of its policy
   */
  List<String> in(Path folder, List<Path> files) {
    List<String> warnings = new ArrayList<>();
    if (policy.routes().stream().map(RouteRule::path).noneMatch(ofThePanel()::contains)) {
      warnings.add(
          "warning: the policy has no route of this panel, so that every page is refused: write"
              + " them by `connect-panel --print-routes > routes.yaml` and add `--policy"
              + " routes.yaml`");
    }
    if (!canAnybodyEnter()) {
      warnings.add(
          "warning: nobody can sign in, for no account has a password and a second factor, or may"
              + " still set one up, in "
              + PanelState.file(folder)
              + ". Stop the panel, let somebody in by `"
              + command(folder, files)
              + "`, and start it again. Links that were sent still work");
    }
    return warnings;
  }

  private String command(Path folder, List<Path> files) {
    StringBuilder command = new StringBuilder("policy-tool accounts recover ");
    command.append(administrator()).append(" --state ").append(word(PanelState.file(folder)));
    files.forEach(file -> command.append(" --policy ").append(word(file)));
    return command.toString();
  }

  /** Returns a path as a shell reads it. */
  private static String word(Path path) {
    String text = path.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private boolean canAnybodyEnter() {
    try (Stream<StaffAccount> others = directory.all()) {
      return Stream.concat(policy.staff().values().stream(), others).anyMatch(this::canEnter);
    }
  }

  // Whoever was only invited, or whose password was reset, has credentials without a password.
  private boolean canEnter(StaffAccount account) {
    return !account.disabled()
        && credentials.find(account.id()).filter(this::areEnough).isPresent();
  }

  private boolean areEnough(Credentials has) {
    return has.passwordHash().isPresent()
        && (has.codeKey().isPresent() || has.enrolBefore().filter(now::isBefore).isPresent());
  }

  /** Returns an administrator, or the word for one: there may be none yet. */
  private String administrator() {
    return policy.staff().values().stream()
        .filter(account -> !account.disabled())
        .filter(
            account ->
                account.roles().stream()
                    .anyMatch(one -> one.role().id().equals(Role.FULL_ADMINISTRATOR)))
        .map(StaffAccount::id)
        .findFirst()
        .orElse("STAFF");
  }

  private static Set<String> ofThePanel() {
    Set<String> paths =
        PanelPages.ALL.stream().map(page -> page.path().pattern()).collect(Collectors.toSet());
    paths.add(ALL_PATHS);
    return paths;
  }
}
