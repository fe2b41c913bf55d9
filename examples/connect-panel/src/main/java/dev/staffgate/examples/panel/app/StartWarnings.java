package dev.staffgate.examples.panel.app;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.RouteRule;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The things that a panel which has just started lacks before anybody can use it. */
final class StartWarnings {
  private static final String ALL_PATHS = "/**";

  private StartWarnings() {}

  /** Returns a sentence for each thing that is missing. */
  static List<String> of(PolicyDocument policy, CredentialStore credentials, Path folder) {
    List<String> warnings = new ArrayList<>();
    if (policy.routes().stream().map(RouteRule::path).noneMatch(ofThePanel()::contains)) {
      warnings.add(
          "warning: the policy has no route of this panel, so that every page is refused: write"
              + " them by `connect-panel --print-routes > routes.yaml` and add `--policy"
              + " routes.yaml`");
    }
    if (policy.staff().keySet().stream().noneMatch(staff -> hasPassword(staff, credentials))) {
      warnings.add(
          "warning: nobody of the policy has a password in "
              + PanelState.file(folder)
              + ", so that nobody can sign in: stop the panel, and set one by `connect-panel"
              + " --set-password STAFF --folder "
              + folder
              + "`");
    }
    return warnings;
  }

  // Whoever was only invited, or whose password was reset, has credentials without a password.
  private static boolean hasPassword(String staff, CredentialStore credentials) {
    return credentials.find(staff).flatMap(Credentials::passwordHash).isPresent();
  }

  private static Set<String> ofThePanel() {
    Set<String> paths =
        PanelPages.ALL.stream().map(page -> page.path().pattern()).collect(Collectors.toSet());
    paths.add(ALL_PATHS);
    return paths;
  }
}
