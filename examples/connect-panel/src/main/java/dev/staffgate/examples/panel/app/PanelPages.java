package dev.staffgate.examples.panel.app;

import static dev.staffgate.examples.panel.web.Page.forEverybody;
import static dev.staffgate.examples.panel.web.Page.forPermission;
import static dev.staffgate.examples.panel.web.Page.forSignedIn;

import dev.staffgate.examples.panel.pages.people.LinkPage;
import dev.staffgate.examples.panel.pages.people.PeoplePage;
import dev.staffgate.examples.panel.pages.permissions.OwnPermissionsPage;
import dev.staffgate.examples.panel.pages.profile.OwnProfilePage;
import dev.staffgate.examples.panel.pages.profile.OwnSessionsPage;
import dev.staffgate.examples.panel.pages.servers.HomePage;
import dev.staffgate.examples.panel.pages.servers.ServersPage;
import dev.staffgate.examples.panel.pages.signin.SignInPage;
import dev.staffgate.examples.panel.pages.signin.SignOutPage;
import dev.staffgate.examples.panel.pages.signin.StepUpPage;
import dev.staffgate.examples.panel.pages.tokens.TokenPosturePage;
import dev.staffgate.examples.panel.pages.tokens.TokensPage;
import dev.staffgate.examples.panel.web.Page;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.examples.panel.web.StyleSheet;
import java.util.List;
import java.util.Optional;

/**
 * The pages of the panel. A new page is a line here: its dispatch, its route and the links to it
 * follow.
 */
final class PanelPages {
  /** Everything below this path is the AuthZEN API, which knows its callers by their key. */
  static final String API = "/access/v1/";

  private static final String CONFIGURE = "server.configure";

  static final List<Page> ALL =
      List.of(
          forEverybody("/assets/**", "Style sheet").get(StyleSheet::show).onAnyMethod(),
          forEverybody(PanelPaths.SIGN_IN + "**", "Sign in")
              .get(SignInPage::show)
              .post(SignInPage::submit)
              .onAnyMethod(),
          forSignedIn(PanelPaths.HOME, "Start").get(HomePage::show).onAnyMethod(),
          forSignedIn(PanelPaths.SIGN_OUT, "Sign out").post(SignOutPage::submit),
          forSignedIn(PanelPaths.STEP_UP, "Confirm your second factor")
              .get(StepUpPage::show)
              .post(StepUpPage::submit),
          // The page asks for each server who may enter it.
          forSignedIn(PanelPaths.SERVERS + "**", "Servers")
              .get(ServersPage::show)
              .post(ServersPage::enter)
              .inHeader("Servers"),
          forSignedIn(PanelPaths.PERMISSIONS, "What may I do, and why not?")
              .get(OwnPermissionsPage::show)
              .inHeader("What may I do?"),
          forSignedIn(PanelPaths.PROFILE, "Your profile")
              .get(OwnProfilePage::show)
              .post(OwnProfilePage::changePassword)
              .inHeader("Your profile"),
          forSignedIn(PanelPaths.PROFILE_FACTOR, "A new second factor")
              .get(OwnProfilePage::back)
              .post(OwnProfilePage::replaceFactor),
          forSignedIn(PanelPaths.PROFILE_FACTOR_CODE, "A new second factor")
              .get(OwnProfilePage::back)
              .post(OwnProfilePage::confirmFactor),
          forSignedIn(PanelPaths.PROFILE_RECOVERY, "Your recovery codes")
              .get(OwnProfilePage::back)
              .post(OwnProfilePage::newRecoveryCodes),
          forSignedIn(PanelPaths.OWN_SESSIONS, "Where you are signed in")
              .get(OwnSessionsPage::show)
              .post(OwnSessionsPage::submit)
              .inHeader("Your sessions"),
          forEverybody(PanelPaths.LINK + "**", "Your link")
              .get(LinkPage::show)
              .post(LinkPage::submit)
              .onAnyMethod(),
          forPermission("staff.view", PanelPaths.PEOPLE, "People")
              .get(PeoplePage::show)
              .inHeader("People"),
          forPermission("staff.invite", PanelPaths.INVITE, "Invitation")
              .get(PeoplePage::goBack)
              .post(PeoplePage::invite),
          forPermission("staff.reset-password", PanelPaths.RESET_PASSWORD, "New password")
              .get(PeoplePage::goBack)
              .post(PeoplePage::resetPassword),
          forPermission(
                  "staff.reset-second-factor", PanelPaths.RESET_SECOND_FACTOR, "New second factor")
              .get(PeoplePage::goBack)
              .post(PeoplePage::resetSecondFactor),
          forPermission("staff.unlock", PanelPaths.UNLOCK, "End of the wait")
              .get(PeoplePage::goBack)
              .post(PeoplePage::unlock),
          forPermission("staff.sign-out", PanelPaths.SIGN_OUT_SOMEBODY, "Signed out")
              .get(PeoplePage::goBack)
              .post(PeoplePage::signOut),
          forPermission("staff.reset-second-factor", PanelPaths.REVIEWED, "Reviewed")
              .get(PeoplePage::goBack)
              .post(PeoplePage::reviewed),
          forPermission(CONFIGURE, PanelPaths.TOKENS, "Tokens")
              .get(TokensPage::list)
              .linkedFrom(PanelPaths.SERVERS, "The tokens of the servers"),
          forPermission(CONFIGURE, PanelPaths.TOKEN + "{server}", "Token of {server}")
              .get(TokensPage::show)
              .post(TokensPage::change),
          forPermission(CONFIGURE, PanelPaths.TOKEN_POSTURE, "What the tokens may do")
              .get(TokenPosturePage::show)
              .linkedFrom(PanelPaths.TOKENS, "What may all of these tokens do?"));

  private PanelPages() {}

  /** Returns a file of the policy with the routes of all pages and of the API. */
  static String routes() {
    StringBuilder yaml =
        new StringBuilder(
            """
            staffgate: 1
            # The routes of the panel's pages, as the panel itself lists them.

            routes:
            """);
    ALL.forEach(page -> yaml.append(route(page)));
    return yaml.append("  - { path: \"")
        .append(API)
        .append("**\", methods: [POST], access: public }\n")
        .toString();
  }

  private static String route(Page page) {
    List<String> methods = page.routeMethods();
    Optional<String> variable = page.path().variable();
    return "  - { path: \""
        + page.path().pattern()
        + "\""
        + (methods.isEmpty() ? "" : ", methods: " + methods)
        + page.permission()
            .map(permission -> ", permission: " + permission)
            .orElse(page.isForEverybody() ? ", access: public" : ", access: signed-in")
        + variable.map(name -> ", resource: { " + name + ": \"{" + name + "}\" }").orElse("")
        + " }\n";
  }
}
