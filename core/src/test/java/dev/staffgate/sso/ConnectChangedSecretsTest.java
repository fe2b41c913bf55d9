package dev.staffgate.sso;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.NamedPipe;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.panels.PanelException;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens that others exchange while a program runs: the next session is opened with the new one.
 */
class ConnectChangedSecretsTest {
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");

  @TempDir Path folder;

  private final FakePanel panel = FakePanel.of("whm");
  private Connect connect;

  private List<String> used() {
    return panel.openings().stream().map(opening -> opening.token().revealToUse()).toList();
  }

  private Path key() {
    return folder.resolve("key");
  }

  private Path secrets() {
    return folder.resolve("secrets");
  }

  private Path tokenFile() {
    return folder.resolve("web2.token");
  }

  @BeforeEach
  void start() throws IOException {
    Files.writeString(key(), Base64.getEncoder().encodeToString(new byte[32]));
    EncryptedSecretFile store = Writer.open(secrets(), key());
    store.replace(new SecretRef("store", "web1"), Secret.of("T1"));
    Files.writeString(tokenFile(), "F1\n");
    String policy =
        """
        staffgate: 1
        roles: { operator: { grants: [connect.use] } }
        servers:
          web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: store:web1 }
          web2: { panel: whm, url: "https://web2.example.net:2087", user: root, token: "file:%s" }
        staff: { bob: { roles: [operator] } }
        """
            .formatted(tokenFile());
    LoadOptions options =
        new LoadOptions(PolicyOptions.DEFAULT.withSecretScheme("store"), 1024 * 1024);
    connect =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", policy, options)))
            .audit(event -> {})
            .panels(panel)
            .secretStore(store)
            .build()
            .connect();
  }

  private String open(String server) {
    return connect.open("bob", server, HERE).server();
  }

  @Test
  void open_afterATokensFileWasReplaced_usesTheNewOne() throws IOException {
    assertThat(open("web2")).isEqualTo("web2");
    Path next = Files.writeString(folder.resolve("next"), "F2");
    Files.move(next, tokenFile(), StandardCopyOption.ATOMIC_MOVE);
    assertThat(open("web2")).isEqualTo("web2");
    Files.writeString(tokenFile(), "F3");
    assertThat(open("web2")).isEqualTo("web2");

    assertThat(used()).containsExactly("F1", "F2", "F3");
    Files.delete(tokenFile());
    assertThat(catchThrowableOfType(PanelException.class, () -> open("web2")).kind())
        .isEqualTo(PanelException.Kind.MISCONFIGURED);
  }

  @Test
  @Timeout(60)
  void open_whoseTokensFileHasBecomeAPipe_failsAtOnce() throws Exception {
    Files.delete(tokenFile());
    Path unused = NamedPipe.at(tokenFile());

    assertThat(catchThrowableOfType(PanelException.class, () -> open("web2")).kind())
        .isEqualTo(PanelException.Kind.MISCONFIGURED);
    assertThat(used()).isEmpty();
  }

  @Test
  void open_afterAnotherProgramChangedTheStore_usesTheNewOneAndNoneThatIsRetired()
      throws Exception {
    assertThat(open("web1")).isEqualTo("web1");
    write("replace", "T2");
    assertThat(open("web1")).isEqualTo("web1");
    assertThat(used()).containsExactly("T1", "T2");

    write("retire", "");
    PanelException failure = catchThrowableOfType(PanelException.class, () -> open("web1"));
    assertThat(failure).hasMessageContaining("no API token was found at store:web1");
    assertThat(used()).hasSize(2);
  }

  /** Changes the store in a JVM of its own. */
  private void write(String what, String token) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Writer.class.getName(),
                secrets().toString(),
                key().toString(),
                what,
                token)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).as(Files.readString(output, UTF_8)).isZero();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Another program that has the key of the store. */
  static final class Writer {
    private Writer() {}

    static EncryptedSecretFile open(Path file, Path key) {
      return EncryptedSecretFile.open(
          file, new SecretRef("file", key.toString()), SecretSource.environmentAndFiles());
    }

    public static void main(String[] arguments) {
      EncryptedSecretFile store = open(Path.of(arguments[0]), Path.of(arguments[1]));
      if (arguments[2].equals("replace")) {
        store.replace(new SecretRef("store", "web1"), Secret.of(arguments[3]));
      } else if (store.retire("web1").isEmpty()) {
        throw new IllegalStateException("there was none");
      }
    }
  }
}
