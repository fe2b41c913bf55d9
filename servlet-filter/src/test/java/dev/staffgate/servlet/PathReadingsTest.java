package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A destination that may be taken for several paths is permitted as each of them. */
class PathReadingsTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        viewer: { grants: [client.view] }
        deleter: { grants: [client.view, client.delete] }
      staff: { ann: { roles: [viewer] }, del: { roles: [deleter] } }
      routes:
        - { path: /, permission: client.delete }
        - { path: /users, permission: client.delete }
        - { path: /welcome/**, access: public }
        - { path: /secret/**, permission: client.delete }
        - { path: /pub, access: public }
        - { path: /go/**, access: public }
        - { path: /fail/**, access: public }
        - { path: /error, permission: client.delete }
        - { path: /**, access: signed-in }
      """;

  @TempDir Path files;
  private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
  private AppDeployment stage;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String folder : List.of("", "users", "welcome", "a b")) {
      Files.createDirectories(files.resolve(folder));
      Files.writeString(files.resolve(folder).resolve("index.html"), "a static page");
    }
    Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .audit(audit::add)
            .clock(() -> AppDeployment.NOW)
            .build();
    stage =
        new AppDeployment(
            "ReadingsApp",
            false,
            staffgate,
            Map.of("files", files.toString()),
            List.of("", "/app"));
  }

  private int send(RunningContainer running, String staff, String method, String path) {
    stage.staff = Optional.ofNullable(staff);
    return running.send(method, path, List.of()).status();
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void folder_thatTheContainerMapsToItsWelcomeFile_isGuardedAsItWasWritten(
      ServletContainer container) throws Exception {
    try (RunningContainer running = container.start(stage)) {
      for (String context : List.of("", "/app", "/%61pp")) {
        for (String path : List.of("/users/", "/", "/%75sers/")) {
          assertThat(send(running, "ann", "DELETE", context + path))
              .as(context + path)
              .isEqualTo(403);
          assertThat(send(running, null, "DELETE", context + path)).isEqualTo(401);
        }
        assertThat(stage.ran).isEmpty();
        assertThat(send(running, "del", "DELETE", context + "/users/")).isLessThan(400);
        stage.ran.clear();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void folder_whosePathsAreAllPermitted_isServed(ServletContainer container) throws Exception {
    try (RunningContainer running = container.start(stage)) {
      assertThat(send(running, null, "GET", "/welcome/")).isEqualTo(200);
      assertThat(send(running, "ann", "GET", "/a%20b/")).isEqualTo(200);
      assertThat(send(running, null, "GET", "/a%20b/")).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void forward_withARequestThatTellsAnotherPath_isDecidedByWhereItGoes(ServletContainer container)
      throws Exception {
    try (RunningContainer running = container.start(stage)) {
      for (String context : List.of("", "/app", "/%61pp")) {
        assertThat(send(running, null, "GET", context + "/go/x?to=/secret/x")).isEqualTo(401);
        assertThat(send(running, "ann", "GET", context + "/go/x?to=/secret/x")).isEqualTo(403);
        assertThat(stage.ran).isEmpty();
        assertThat(send(running, "del", "GET", context + "/go/x?to=/secret/x")).isEqualTo(200);
        assertThat(stage.ran).hasSize(1);
        stage.ran.clear();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void errorPage_thatIsForwardedToAndRefused_keepsTheStatus(ServletContainer container)
      throws Exception {
    try (RunningContainer running = container.start(stage)) {
      for (String query : List.of("", "?writer")) {
        stage.staff = Optional.of("ann");
        var answer = running.send("GET", "/fail/x" + query, List.of());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("Error 404\n").doesNotContain("half");
      }
      assertThat(stage.ran).isEmpty();
    }
  }
}
