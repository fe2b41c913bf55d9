package dev.staffgate.examples.panel.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.stories.DemoPanel;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.examples.panel.web.Page;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.RouteRule;
import dev.staffgate.yaml.PolicyFiles;
import java.lang.reflect.Field;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of pages: routes, dispatch and links follow from it. */
class PanelPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir static Path data;

  private static DemoPanel panel;

  @BeforeAll
  static void start() throws Exception {
    panel = DemoPanel.start(data, () -> NOW);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
  }

  @Test
  void routes_ofTheList_areThese() {
    assertThat(PanelPages.routes())
        .isEqualTo(
            """
            staffgate: 1
            # The routes of the panel's pages, as the panel itself lists them.

            routes:
              - { path: "/assets/**", access: public }
              - { path: "/sign-in/**", access: public }
              - { path: "/", access: signed-in }
              - { path: "/sign-out", methods: [POST], access: signed-in }
              - { path: "/step-up", methods: [GET, POST], access: signed-in }
              - { path: "/servers/**", methods: [GET, POST], access: signed-in }
              - { path: "/why", methods: [GET], access: signed-in }
              - { path: "/profile", methods: [GET, POST], access: signed-in }
              - { path: "/profile/second-factor", methods: [GET, POST], access: signed-in }
              - { path: "/profile/second-factor-code", methods: [GET, POST], access: signed-in }
              - { path: "/profile/recovery-codes", methods: [GET, POST], access: signed-in }
              - { path: "/profile/sessions", methods: [GET, POST], access: signed-in }
              - { path: "/link/**", access: public }
              - { path: "/people", methods: [GET], permission: staff.view }
              - { path: "/people/invite", methods: [GET, POST], permission: staff.invite }
              - { path: "/people/reset-password", methods: [GET, POST], permission: staff.reset-password }
              - { path: "/people/reset-second-factor", methods: [GET, POST], permission: staff.reset-second-factor }
              - { path: "/people/unlock", methods: [GET, POST], permission: staff.unlock }
              - { path: "/people/sign-out", methods: [GET, POST], permission: staff.sign-out }
              - { path: "/people/reviewed", methods: [GET, POST], permission: staff.reset-second-factor }
              - { path: "/tokens", methods: [GET], permission: server.configure }
              - { path: "/tokens/{server}", methods: [GET, POST], permission: server.configure, resource: { server: "{server}" } }
              - { path: "/token-posture", methods: [GET], permission: server.configure }
              - { path: "/access/v1/**", methods: [POST], access: public }
            """);
  }

  @Test
  void routes_loaded_sayWhatEachPageAsks(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("routes.yaml"), PanelPages.routes(), UTF_8);
    List<RouteRule> routes = PolicyFiles.load(file).document().routes();

    assertThat(routes).hasSize(PanelPages.ALL.size() + 1);
    for (int i = 0; i < PanelPages.ALL.size(); i++) {
      Page page = PanelPages.ALL.get(i);
      RouteRule route = routes.get(i);
      assertThat(route.path()).isEqualTo(page.path().pattern());
      assertThat(route.access()).as(route.path()).isEqualTo(page.access());
      assertThat(route.permission().map(NameRef::id)).isEqualTo(page.permission());
      assertThat(route.methods()).isEqualTo(page.routeMethods());
    }
    assertThat(routes.get(routes.size() - 1).path()).isEqualTo(PanelPages.API + "**");
  }

  @Test
  void routes_inForce_areThoseOfTheList() {
    assertThat(panel.panel().staffgate().policy().document().routes())
        .extracting(RouteRule::path)
        .startsWith(
            PanelPages.ALL.stream().map(page -> page.path().pattern()).toArray(String[]::new));
  }

  @Test
  void forms_ofAllPages_withoutTheirTokenAreRefused() throws Exception {
    SignedInClient alice = new SignedInClient(panel.url(), "alice", NOW);
    int forms = 0;
    for (Page page : PanelPages.ALL) {
      if (page.handlers().containsKey("POST")) {
        String path = page.path().pattern().replace("{server}", "web1").replace("**", "");
        HttpResponse<String> answer = alice.postAsIs(path, "action", "test", "server", "web2");
        assertThat(answer.statusCode()).as(path).isEqualTo(403);
        assertThat(answer.body()).contains("Please send this form again");
        forms++;
      }
    }
    assertThat(forms).isEqualTo(17);
    assertThat(alice.get("/servers/").body()).contains("<span>alice</span>");
  }

  @Test
  void paths_thatPagesLinkTo_areAnswered() throws Exception {
    SignedInClient carol = new SignedInClient(panel.url(), "carol", NOW);
    for (Field field : PanelPaths.class.getFields()) {
      String path = String.valueOf(field.get(null));
      int status =
          path.equals(PanelPaths.SIGN_OUT)
              ? carol.postAsIs(path).statusCode()
              : carol.get(path).statusCode();
      boolean isLink = path.startsWith(PanelPaths.LINK); // of which none is open
      assertThat(status).as(path).isIn(isLink ? List.of(404) : List.of(200, 302, 303, 403));
    }
  }

  @Test
  void path_thatNoPageHas_isRefused() throws Exception {
    SignedInClient bob = new SignedInClient(panel.url(), "bob", NOW);
    for (String path : List.of("/nowhere", "/tokens/", "/tokens/web1/x", "/why/x", "/sign-outs")) {
      assertThat(bob.get(path).statusCode()).as(path).isEqualTo(403);
    }
  }
}
