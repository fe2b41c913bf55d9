package dev.staffgate.examples.panel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.MemoryCredentialStore;
import dev.staffgate.signin.OneTimeCodeKey;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartWarningsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Secret HASH = Secret.of("a hash");

  private final Policy loaded =
      PolicyFiles.parse(
          "p.yaml",
          PanelPages.routes()
              + "staff:\n"
              + "  zoe: { roles: [full-administrator], disabled: true }\n"
              + "  carol: { roles: [support] }\n"
              + "  alice: { roles: [full-administrator] }\n"
              + "roles: { support: {} }\n");
  private final PolicyDocument policy = loaded.document();
  private Path folder = Path.of("folder");
  private final MemoryCredentialStore credentials = new MemoryCredentialStore();
  private final AccountTable directory = new AccountTable(loaded);

  private List<String> warnings() {
    return warnings(policy);
  }

  private List<String> warnings(PolicyDocument document) {
    return new StartWarnings(document, credentials, directory, NOW)
        .in(folder, List.of(Path.of("p.yaml"), Path.of("more rules")));
  }

  private void has(String staff, Credentials theirs) {
    assertThat(credentials.replace(staff, theirs)).isTrue();
  }

  private static Credentials enrolBy(Instant end) {
    return Credentials.none().withPassword(HASH, Optional.of(end));
  }

  private static Credentials whole() {
    OneTimeCodeKey key = OneTimeCodeKey.of(Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    return new Credentials(1, Optional.of(HASH), Optional.of(key), 7, List.of(), Optional.empty());
  }

  @Test
  void warning_ifNobodyCanSignIn_saysTheCommandThatLetsAnAdministratorIn() {
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains(
            "nobody can sign in",
            "`policy-tool accounts recover alice --state "
                + Path.of("folder", "state.mv.db")
                + " --policy p.yaml --policy 'more rules'`");

    folder = Path.of("d 2");
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("--state '" + Path.of("d 2", "state.mv.db") + "' --policy p.yaml");
  }

  @Test
  void warning_ofWhoIsOnlyInvited_orTooLateToSetUp_orDisabled_stays() {
    has("alice", Credentials.none());
    assertThat(warnings()).as("only invited").hasSize(1);
    has("carol", enrolBy(NOW.minusSeconds(1)));
    assertThat(warnings()).as("too late to set up a second factor").hasSize(1);
    has("zoe", whole());
    assertThat(warnings()).as("disabled").hasSize(1);
  }

  @Test
  void warning_endsWithSomebodyWhoCanSignIn() {
    has("carol", enrolBy(NOW.plus(Duration.ofHours(1))));
    assertThat(warnings()).as("may set up a second factor").isEmpty();
  }

  @Test
  void warning_endsWithAnAccountOfTheState() {
    has("erin", whole());
    assertThat(warnings()).as("no account").hasSize(1);

    directory.put(StaffAccount.of("erin", "support"));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void warning_ofAPolicyWithoutRoutes_saysHowToAddThem() {
    has("alice", whole());
    PolicyDocument bare =
        PolicyFiles.parse("p.yaml", "staffgate: 1\nstaff: { alice: {} }\n").document();

    assertThat(warnings(bare)).singleElement().asString().contains("--print-routes");
  }

  @Test
  void warning_ofAPolicyWithoutAnAdministrator_namesNobody() {
    PolicyDocument none = PolicyFiles.parse("p.yaml", PanelPages.routes()).document();

    assertThat(warnings(none)).singleElement().asString().contains("recover STAFF --state");
  }
}
