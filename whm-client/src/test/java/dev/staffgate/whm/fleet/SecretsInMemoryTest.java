package dev.staffgate.whm.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * No token and no session URL is anywhere that it need not be: not in what is logged at all levels,
 * kept by the audit, printed or thrown, and not in the memory of the program. The servers are in
 * this process and the program in another, so that what is in its heap was put there by it.
 */
class SecretsInMemoryTest {
  /** Every token begins so. */
  private static final Pattern TOKEN = Pattern.compile("TOKEN0OF0");

  /** What every session URL has in its path, and no other text of the program. */
  private static final Pattern SESSION = Pattern.compile("cpsess[0-9]{10}");

  /** For how long the heap is looked at before what is in it counts as staying there. */
  private static final Duration LOOKING = Duration.ofMinutes(2);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void secrets_afterManySessionsAndFailures_areInLiveSessionsAlone() throws Exception {
    assumeTrue(SimulatedFleet.hasAddresses(), "this machine has one loopback address");
    try (SimulatedFleet fleet =
        SimulatedFleet.start(3 * ServerHealth.ways(), ServerHealth.ways())) {
      prepare(fleet);
      Process panel = start();
      try {
        int held = held(panel);
        assertThat(held).isPositive();
        assertThat(whatStays(panel, PanelProcess.DUMP, TOKEN, 0)).as("tokens").isEmpty();
        assertThat(whatStays(panel, PanelProcess.DUMP, SESSION, held))
            .as("sessions")
            .hasSize(held)
            .allMatch(text -> text.startsWith("https://"));
        fleet.stop();
        assertThat(whatStays(panel, PanelProcess.DROP, SESSION, 0)).as("sessions").isEmpty();
        assertThat(texts(TOKEN)).as("tokens").isEmpty();
      } finally {
        panel.destroyForcibly();
      }
    }
    for (String file : List.of(PanelProcess.SEEN, PanelProcess.AUDIT, "log.txt")) {
      assertThat(folder.resolve(file))
          .content()
          .doesNotContainPattern(TOKEN)
          .doesNotContainPattern(SESSION);
    }
    assertThat(folder.resolve(PanelProcess.SEEN))
        .content()
        .contains("Secret[redacted]", "PanelException", "\tat ");
    assertThat(folder.resolve("log.txt")).content().contains("DEBUG dev.staffgate.whm");
  }

  private void prepare(SimulatedFleet fleet) throws IOException {
    fleet.writeTokens(Files.createDirectory(folder.resolve("tokens")));
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    write(PanelProcess.STORE_KEY, Base64.getEncoder().encodeToString(key));
    write(PanelProcess.RETIRED, "TOKEN0OF0THE0STORE");
    FleetStaff crew = FleetStaff.of(20, 1);
    String text = "staffgate: 1\n" + crew.policy() + fleet.policy("file:" + folder + "/tokens/");
    Policy policy = PolicyFiles.parse("fleet.yaml", text);
    write(PanelProcess.POLICY, text);
    write(
        PanelProcess.ATTEMPTS,
        Stream.concat(
                ConnectAttempt.draw(fleet, one -> !one.isSick(), crew, policy, 1, 100).stream(),
                ConnectAttempt.draw(fleet, ServerHealth::isSick, crew, policy, 2, 20).stream())
            .map(one -> one.staff() + " " + one.server())
            .collect(joining("\n")));
    write(
        "logging.properties",
        """
        handlers=java.util.logging.ConsoleHandler
        .level=ALL
        java.util.logging.ConsoleHandler.level=ALL
        """);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
            "-Djava.util.logging.config.file=" + folder.resolve("logging.properties"),
            "-cp",
            System.getProperty("java.class.path"),
            PanelProcess.class.getName(),
            folder.toString())
        .redirectError(folder.resolve("log.txt").toFile())
        .start();
  }

  /** How many sessions the program says that it holds. */
  private static int held(Process panel) throws IOException {
    String line = panel.inputReader(UTF_8).readLine();
    assertThat(line).as("see log.txt").endsWith(PanelProcess.HELD_SESSIONS);
    return Integer.parseInt(line.replace(PanelProcess.HELD_SESSIONS, ""));
  }

  /**
   * What is in the heap and stays there; while sessions are held, without the buffers of kept
   * connections. A connection that was closed, here or by the server, is forgotten by the JDK's
   * client when it looks at its sockets next, within some seconds.
   */
  private List<String> whatStays(Process panel, int command, Pattern wanted, int atBest)
      throws IOException {
    long end = System.nanoTime() + LOOKING.toNanos();
    List<String> left;
    do {
      panel.outputWriter(UTF_8).write(command);
      panel.outputWriter(UTF_8).flush();
      int unused = held(panel);
      left = texts(wanted).stream().filter(text -> atBest == 0 || !isBufferOfTls(text)).toList();
    } while (left.size() > atBest && System.nanoTime() - end < 0);
    return left;
  }

  /** The texts and buffers of the heap that have this in them, each byte or character as one. */
  private List<String> texts(Pattern wanted) throws IOException {
    return HeapDump.arrays(
            folder.resolve(PanelProcess.HEAP), content -> wanted.matcher(text(content)).find())
        .stream()
        .map(SecretsInMemoryTest::text)
        .toList();
  }

  private static String text(byte[] content) {
    return new String(content, ISO_8859_1).replace("\0", "");
  }

  /**
   * Whether this is what a connection received last: a record of TLS (RFC 8446, section 5.2), which
   * the JDK decrypts where it lies. The next answer overwrites it, and it goes with the connection.
   */
  private static boolean isBufferOfTls(String text) {
    return text.startsWith("\u0017\u0003\u0003");
  }

  private void write(String name, String text) throws IOException {
    Path unused = Files.writeString(folder.resolve(name), text);
  }
}
