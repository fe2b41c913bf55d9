package dev.staffgate.examples.panel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.MemoryCredentialStore;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartWarningsTest {
  private final PolicyDocument policy =
      PolicyFiles.parse(
              "p.yaml", PanelPages.routes() + "staff:\n  alice: { roles: [full-administrator] }\n")
          .document();
  private final MemoryCredentialStore credentials = new MemoryCredentialStore();

  private List<String> warnings() {
    return StartWarnings.of(policy, credentials, Path.of("folder"));
  }

  @Test
  void warning_ifNobodyHasAPassword_saysHowToSetOne() {
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("nobody of the policy has a password", "--set-password STAFF --folder folder");

    Credentials invited = Credentials.none();
    assertThat(credentials.replace("alice", invited)).isTrue();
    assertThat(warnings()).as("who is only invited has none").hasSize(1);
    assertThat(credentials.replace("alice", invited.next().withPasswordHash(Secret.of("a hash"))))
        .isTrue();
    assertThat(warnings()).isEmpty();
  }
}
