package dev.staffgate.examples.panel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.examples.panel.stories.Visitor;
import dev.staffgate.examples.panel.web.FormTokens;
import dev.staffgate.examples.panel.web.OutsiderAudit;
import dev.staffgate.examples.panel.web.PanelServices;
import dev.staffgate.signin.MemoryCredentialStore;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in page while more passwords come than are hashed. */
class BusySignInTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir Path data;

  private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  /** A hasher whose comparisons end when they may. */
  private final class SlowHasher implements PasswordHasher {
    private final PasswordHasher hasher = new Pbkdf2PasswordHasher(1);

    @Override
    public String hash(char[] password) {
      return hasher.hash(password);
    }

    @Override
    public boolean canRead(String hash) {
      return hasher.canRead(hash);
    }

    @Override
    public boolean matches(char[] password, String hash) {
      entered.countDown();
      try {
        return end.await(60, TimeUnit.SECONDS) && hasher.matches(password, hash);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean needsRehash(String hash) {
      return hasher.needsRehash(hash);
    }
  }

  @Test
  void signIn_whileTooManyHash_is503WithRetryAfterForKnownAndUnknownAlike() throws Exception {
    String policy = PanelPages.routes() + "staff:\n  alice: { roles: [full-administrator] }\n";
    OutsiderAudit outsiders = new OutsiderAudit(audit::add, () -> NOW, any -> Optional.empty());
    PanelAddress address = PanelAddress.onLoopback(0);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (PolicySource policies = PolicySource.of(PolicyFiles.parse("p.yaml", policy));
        Staffgate staffgate = Staffgate.builder().policy(policies).audit(audit::add).build();
        PanelReservation place = PanelReservation.of(data, address)) {
      MemoryCredentialStore credentials = new MemoryCredentialStore();
      SignIn signIn =
          SignIn.builder()
              .accounts(staffgate.activeAccounts())
              .credentials(credentials)
              .hasher(BoundedPasswordHasher.of(new SlowHasher(), 1, 0, Duration.ZERO))
              .audit(outsiders.boundingSignIns())
              .clock(() -> NOW)
              .issuer("Connect panel")
              .build();
      PanelServices services =
          new PanelServices(
              staffgate,
              signIn,
              ConnectPanel.accounts(
                  signIn,
                  staffgate,
                  credentials,
                  new AccountTable(staffgate.policy()),
                  address.url(8080)),
              (servers, limits) -> {
                throw new AssertionError("nobody asks");
              },
              new FormTokens(false),
              audit::add,
              outsiders);
      Server server = PanelServer.of(address, place.port(), services, Optional.empty());
      server.start();
      try {
        Visitor visitor = new Visitor(server.getURI().resolve("/"));
        visitor.get("/sign-in/");
        Future<HttpResponse<String>> first =
            threads.submit(() -> post(new Visitor(server.getURI().resolve("/")), "alice"));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> known = post(visitor, "alice");
        HttpResponse<String> unknown = post(visitor, "nobody");

        for (HttpResponse<String> busy : List.of(known, unknown)) {
          assertThat(busy.statusCode()).isEqualTo(503);
          assertThat(busy.headers().firstValue("Retry-After")).contains("1");
          assertThat(busy.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
          assertThat(busy.body()).contains("role=\"alert\"", "Too many people are signing in");
          assertThat(busy.headers().allValues("Set-Cookie").toString())
              .doesNotContain("JSESSIONID");
        }
        end.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
        assertThat(post(visitor, "alice").statusCode()).as("its turn again").isEqualTo(403);
      } finally {
        end.countDown();
        server.stop();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(audit)
        .filteredOn(event -> "busy".equals(event.details().get("reason")))
        .extracting(AuditEvent::staff)
        .containsExactly("alice", "nobody");
  }

  private static HttpResponse<String> post(Visitor visitor, String name) throws Exception {
    visitor.get("/sign-in/");
    return visitor.post("/sign-in/", "name", name, "password", "correct horse battery");
  }
}
