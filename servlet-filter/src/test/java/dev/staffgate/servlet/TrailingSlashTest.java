package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slash at the end of a path opens nothing: policy reference, section 2. */
class TrailingSlashTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        viewer: { grants: [client.view, ticket.view] }
        deleter: { grants: [client.view, client.delete] }
      staff:
        ann: { roles: [viewer] }
        del: { roles: [deleter] }
        off: { roles: [deleter], disabled: true }
      routes:
        - { path: /rest/admin/users, permission: client.delete }
        - { path: /rest/open, access: public }
        - { path: /rest/alone, access: public }
        - { path: "/rest/clients/{client}", permission: client.view, resource: { client: "{client}" } }
        - { path: /rest/tickets, permission: client.view }
        - { path: /rest/tickets/**, permission: ticket.view }
        - { path: /go/**, access: public }
        - { path: /rest/alone/**, permission: ticket.view }
        - { path: /rest/**, access: signed-in }
        - { path: /, access: public }
      """;

  private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();

  private Staffgate staffgate() {
    return Staffgate.builder()
        .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
        .audit(audit::add)
        .clock(() -> AppDeployment.NOW)
        .build();
  }

  private static int send(
      RunningContainer running, AppDeployment stage, String staff, String method, String path) {
    stage.staff = Optional.ofNullable(staff);
    return running.send(method, path, List.of()).status();
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void slashAtTheEnd_behindAPathThatIsGuarded_opensNothing(ServletContainer container)
      throws Exception {
    try (Staffgate staffgate = staffgate()) {
      AppDeployment stage = new AppDeployment("SlashApp", false, staffgate, Map.of());
      try (RunningContainer running = container.start(stage)) {
        audit.clear();
        assertThat(send(running, stage, "ann", "DELETE", "/rest/admin/users/")).isEqualTo(403);
        assertThat(send(running, stage, "ann", "GET", "/go/x?to=/rest/admin/users/"))
            .isEqualTo(403);
        assertThat(send(running, stage, null, "DELETE", "/rest/admin/users/")).isEqualTo(401);
        assertThat(stage.ran).isEmpty();
        assertThat(audit.get(0).details())
            .containsEntry("permission", "client.delete")
            .containsEntry("what", "DELETE /rest/admin/users and /rest/admin/users/");

        assertThat(send(running, stage, "del", "DELETE", "/rest/admin/users/")).isEqualTo(200);
        assertThat(stage.ran).containsExactly("DELETE /rest/admin/users/");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void slashAtTheEnd_bothWaysHaveToBePermitted_andOneRecordNamesBoth(ServletContainer container)
      throws Exception {
    try (Staffgate staffgate = staffgate()) {
      AppDeployment stage = new AppDeployment("SlashApp", false, staffgate, Map.of());
      try (RunningContainer running = container.start(stage)) {
        // The second way asks for ticket.view, which `del` lacks.
        audit.clear();
        assertThat(send(running, stage, "del", "GET", "/rest/tickets")).isEqualTo(200);
        assertThat(send(running, stage, "del", "GET", "/rest/tickets/")).isEqualTo(403);
        assertThat(audit)
            .singleElement()
            .satisfies(
                event ->
                    assertThat(event.details())
                        .containsEntry("permission", "ticket.view")
                        .containsEntry("asked", "client.view, ticket.view")
                        .containsEntry("what", "GET /rest/tickets and /rest/tickets/"));
        assertThat(send(running, stage, "ann", "GET", "/rest/tickets/")).isEqualTo(200);

        // Public without the slash, for people with a permission with it.
        assertThat(send(running, stage, null, "GET", "/rest/alone")).isEqualTo(200);
        assertThat(send(running, stage, null, "GET", "/rest/alone/")).isEqualTo(401);
        assertThat(send(running, stage, "del", "GET", "/rest/alone/")).isEqualTo(403);
        assertThat(send(running, stage, "ann", "GET", "/rest/alone/")).isEqualTo(200);

        // Public without the slash, for whoever may act with it.
        assertThat(send(running, stage, null, "GET", "/rest/open/")).isEqualTo(401);
        audit.clear();
        assertThat(send(running, stage, "off", "GET", "/rest/open/")).isEqualTo(403);
        assertThat(audit)
            .singleElement()
            .satisfies(
                event ->
                    assertThat(event.details())
                        .containsEntry("reason", "account-disabled")
                        .containsEntry("what", "GET /rest/open and /rest/open/"));
        assertThat(send(running, stage, "ann", "GET", "/rest/open/")).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void slashAtTheEnd_whereNothingMatchesIt_isRefused(ServletContainer container) throws Exception {
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(
                PolicySource.of(
                    PolicyFiles.parse(
                        "policy.yaml",
                        """
                        staffgate: 1
                        roles:
                          viewer: { grants: [client.view] }
                          deleter: { grants: [client.view, client.delete] }
                        staff: { ann: { roles: [viewer] }, del: { roles: [deleter] } }
                        routes:
                          - { path: /, access: public }
                          - { path: /rest/about, access: public }
                          - { path: /rest/users, permission: client.delete }
                        """)))
            .audit(audit::add)
            .clock(() -> AppDeployment.NOW)
            .build()) {
      AppDeployment stage = new AppDeployment("SlashApp", false, staffgate, Map.of());
      try (RunningContainer running = container.start(stage)) {
        audit.clear();
        assertThat(send(running, stage, "del", "GET", "/rest/about/")).isEqualTo(403);
        // The first that is not permitted is the answer, and there is one record of it.
        assertThat(send(running, stage, "ann", "DELETE", "/rest/users/")).isEqualTo(403);
        assertThat(send(running, stage, "del", "DELETE", "/rest/users/")).isEqualTo(403);
        assertThat(audit)
            .extracting(
                event -> event.details().get("reason"), event -> event.details().get("what"))
            .containsExactly(
                tuple("no-route", "GET /rest/about and /rest/about/"),
                tuple("not-granted", "DELETE /rest/users and /rest/users/"),
                tuple("no-route", "DELETE /rest/users and /rest/users/"));
        assertThat(stage.ran).isEmpty();
        assertThat(send(running, stage, null, "GET", "/")).isEqualTo(200);
      }
    }
  }
}
