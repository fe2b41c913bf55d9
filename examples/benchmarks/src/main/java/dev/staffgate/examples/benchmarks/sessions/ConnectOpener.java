package dev.staffgate.examples.benchmarks.sessions;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** {@code Connect.open}, from a token in memory to a session. */
final class ConnectOpener implements SessionOpener {
  private static final String SERVER = "web1";
  private static final String STAFF = "alice";
  private static final ConnectContext FROM = ConnectContext.from("203.0.113.7");

  private final Staffgate staffgate;
  private final Cleanup cleanup;

  /** Closes whatever else the opener uses. */
  interface Cleanup {
    void close() throws IOException;
  }

  ConnectOpener(WhmSimulator server, Secret token, AuditSink audit, Cleanup cleanup) {
    this.staffgate =
        Staffgate.builder()
            .policy(
                PolicySource.of(
                    PolicyFiles.parse(
                        "sessions.yaml",
                        """
                        staffgate: 1
                        roles:
                          platform: { grants: [connect.use] }
                        servers:
                          web1:
                            panel: whm
                            url: %s
                            user: root
                            token: env:WEB1
                            tls: { pin: "%s" }
                            sso: { access: restricted, roles: [platform] }
                        staff:
                          alice: { roles: [platform], networks: [203.0.113.0/24] }
                        """
                            .formatted(server.url(), server.pin().text()))))
            .audit(audit)
            .secrets(new OneSecret(token))
            .panels(WhmSessionClient.create())
            .build();
    this.cleanup = cleanup;
  }

  @Override
  public void open() {
    String user = staffgate.connect().open(STAFF, SERVER, FROM).user();
    if (!user.equals("root")) {
      throw new IllegalStateException("a session of " + user);
    }
  }

  @Override
  public void close() {
    staffgate.close();
    try {
      cleanup.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record OneSecret(Secret token) implements SecretSource {
    @Override
    public Set<String> schemes() {
      return Set.of("env");
    }

    @Override
    public Optional<Secret> find(SecretRef ref) {
      return Optional.of(token);
    }
  }
}
