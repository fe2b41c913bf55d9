package dev.staffgate.whm.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.staffgate.Staffgate;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.Connect;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A program that opens sessions, and shows all that a program can see of them: what each thing
 * prints as, every exception with its causes, and its own heap, once with the sessions and once
 * without. It runs in a process of its own, where nobody but the library has seen a token.
 */
final class PanelProcess {
  static final String POLICY = "policy.yaml";
  static final String ATTEMPTS = "attempts.txt";
  static final String AUDIT = "audit.jsonl";
  static final String SEEN = "seen.txt";
  static final String HEAP = "heap.hprof";
  static final String STORE_KEY = "store.key";
  static final String RETIRED = "retired.token";
  static final String HELD_SESSIONS = " sessions held";

  /** Comes in to have the heap dumped. */
  static final int DUMP = 'h';

  /** The same, and that all sessions are dropped first. */
  static final int DROP = 'd';

  private static final int CALLERS = 8;

  private PanelProcess() {}

  /**
   * Does what {@value #ATTEMPTS} says, a member of staff and a server in each line, and then dumps
   * its heap when it is told to.
   *
   * @param args the folder where everything is
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    WhmSessionClient client =
        WhmSessionClient.builder()
            .transport(PanelTransport.builder().deadline(Duration.ofSeconds(4)).build())
            .build();
    try (PrintStream seen = new PrintStream(folder.resolve(SEEN).toFile(), UTF_8);
        FileAuditSink audit = FileAuditSink.open(folder.resolve(AUDIT));
        Staffgate staffgate =
            Staffgate.builder()
                .policy(PolicySource.of(PolicyFiles.load(folder.resolve(POLICY))))
                .audit(audit)
                .secrets(SecretSource.environmentAndFiles())
                .panels(client)
                .connectListener(call -> show(seen, call))
                .build()) {
      List<PanelSession> sessions = run(staffgate.connect(), folder, seen);
      for (Object one :
          List.of(staffgate, staffgate.connect(), staffgate.policy(), client, audit, sessions)) {
        show(seen, one);
      }
      storeAndRetire(folder);
      say(sessions.size() + HELD_SESSIONS);
      for (int byWhat = System.in.read(); byWhat >= 0; byWhat = System.in.read()) {
        if (byWhat == DROP) {
          sessions.clear();
        }
        Files.deleteIfExists(folder.resolve(HEAP));
        dump(folder.resolve(HEAP));
        say(sessions.size() + HELD_SESSIONS);
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** A token that was kept, and is not any more. */
  private static void storeAndRetire(Path folder) throws Exception {
    SecretSource source = SecretSource.environmentAndFiles();
    EncryptedSecretFile store =
        EncryptedSecretFile.open(
            folder.resolve("tokens.store"),
            new SecretRef("file", folder.resolve(STORE_KEY).toString()),
            source);
    SecretRef ref = new SecretRef(EncryptedSecretFile.SCHEME, "retired");
    store.replace(
        ref, source.find(new SecretRef("file", folder.resolve(RETIRED).toString())).orElseThrow());
    Optional<Secret> unused = store.retire(ref.name());
  }

  /** The threads stay, as those of a web server do: what they keep for themselves counts. */
  private static List<PanelSession> run(Connect connect, Path folder, PrintStream seen)
      throws Exception {
    ExecutorService callers =
        Executors.newFixedThreadPool(
            CALLERS,
            work -> {
              Thread thread = new Thread(work, "caller");
              thread.setDaemon(true);
              return thread;
            });
    Set<String> servers = new LinkedHashSet<>();
    List<Future<Optional<PanelSession>>> parts = new ArrayList<>();
    for (String attempt : Files.readAllLines(folder.resolve(ATTEMPTS))) {
      String[] words = attempt.split(" ", 2);
      servers.add(words[1]);
      parts.add(callers.submit(() -> open(connect, words[0], words[1], seen)));
    }
    for (String server : servers) {
      parts.add(callers.submit(() -> test(connect, server, seen)));
    }
    List<PanelSession> sessions = new ArrayList<>();
    for (Future<Optional<PanelSession>> part : parts) {
      part.get().ifPresent(sessions::add);
    }
    return sessions;
  }

  private static Optional<PanelSession> open(
      Connect connect, String staff, String server, PrintStream seen) {
    try {
      PanelSession session = connect.open(staff, server, ConnectContext.from(FleetStaff.ADDRESS));
      show(seen, session);
      show(seen, session.entry());
      show(seen, session.url());
      return Optional.of(session);
    } catch (AccessDeniedException | PanelException failure) {
      show(seen, failure);
      return Optional.empty();
    }
  }

  private static Optional<PanelSession> test(Connect connect, String server, PrintStream seen) {
    try {
      show(seen, connect.test(server));
    } catch (PanelException failure) {
      show(seen, failure);
    }
    return Optional.empty();
  }

  private static void show(PrintStream seen, Object one) {
    synchronized (seen) {
      seen.println(one);
      if (one instanceof Throwable failure) {
        failure.printStackTrace(seen);
      }
    }
  }

  private static void dump(Path file) throws Exception {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
  }
}
