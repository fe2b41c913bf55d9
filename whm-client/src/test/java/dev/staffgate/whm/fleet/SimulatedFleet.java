package dev.staffgate.whm.fleet;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.model.Secret;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Simulated WHM servers, each at a loopback address of its own, some of them sick, with the policy
 * that has them all. A server is open to two of ten zones, every tenth to whoever may connect.
 */
final class SimulatedFleet implements AutoCloseable {
  static final int ZONES = 10;

  private static final Set<String> USERS =
      IntStream.range(0, ZONES).mapToObj(zone -> "ops" + zone).collect(toUnmodifiableSet());

  private final WhmSimulator first;
  private final WhmSimulator forger;
  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  /** A server: how it does, where it is, and its simulator if it has one. */
  private record Machine(
      ServerHealth health, URI url, Secret token, Optional<WhmSimulator> simulator) {}

  private SimulatedFleet(int servers, int sick) throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.first = WhmSimulator.startAt(anywhere, "first", token("first"), USERS);
    open.add(first);
    this.forger = WhmSimulator.startAt(anywhere, "forger", token("forger"), USERS);
    open.add(forger);
    int every = sick == 0 ? Integer.MAX_VALUE : servers / sick;
    for (int i = 0; i < servers; i++) {
      boolean healthy = i % every != every - 1;
      add(i, healthy ? ServerHealth.HEALTHY : ServerHealth.sick(i / every));
    }
  }

  /**
   * Starts servers.
   *
   * @param servers at most 50,000
   * @param sick how many of them: a divisor of {@code servers}
   */
  static SimulatedFleet start(int servers, int sick) throws IOException {
    return new SimulatedFleet(servers, sick);
  }

  /** Whether this machine has more than one loopback address, as Linux does. */
  static boolean hasAddresses() {
    try (ServerSocket one = new ServerSocket(0, 1, address(0))) {
      return one.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  private static InetAddress address(int number) throws IOException {
    return InetAddress.getByAddress(
        new byte[] {127, 20, (byte) (number / 250), (byte) (1 + number % 250)});
  }

  private void add(int number, ServerHealth health) throws IOException {
    String id = "s%05d".formatted(number);
    InetSocketAddress address = new InetSocketAddress(address(number), 0);
    Secret token = token(id);
    if (health.behaviour().isPresent()) {
      WhmSimulator key = health == ServerHealth.FORGED ? forger : first;
      WhmSimulator simulator = key.startBeside(address, id, token, USERS);
      simulator.behave(health.behaviour().get());
      open.add(simulator);
      machines.put(id, new Machine(health, simulator.url(), token, Optional.of(simulator)));
    } else {
      // Whoever listens and accepts nothing is connected to, and never heard.
      ServerSocket silence = new ServerSocket(0, 1024, address.getAddress());
      URI url =
          URI.create(
              "https://%s:%d"
                  .formatted(silence.getInetAddress().getHostAddress(), silence.getLocalPort()));
      if (health == ServerHealth.GONE) {
        silence.close();
      } else {
        open.add(silence);
      }
      machines.put(id, new Machine(health, url, token, Optional.empty()));
    }
  }

  private static Secret token(String id) {
    return Secret.of("TOKEN0OF0" + id.toUpperCase(Locale.ROOT) + "0ABCDEFGHIJKLMNOP");
  }

  /** The ids of all servers. */
  List<String> servers() {
    return List.copyOf(machines.keySet());
  }

  ServerHealth health(String server) {
    return machine(server).health();
  }

  /** What a server's simulator says that it has opened, by panel user. */
  Map<String, Integer> sessions(String server) {
    return machine(server).simulator().map(WhmSimulator::sessions).orElse(Map.of());
  }

  private Machine machine(String server) {
    Machine machine = machines.get(server);
    if (machine == null) {
      throw new IllegalArgumentException("there is no server " + server);
    }
    return machine;
  }

  /** Where the tokens are: {@code env:ID}, each server's own. */
  SecretSource tokens() {
    return FakeSecretSource.by(name -> Optional.ofNullable(machines.get(name)).map(Machine::token));
  }

  /** Puts each server's token into a file of its name. */
  void writeTokens(Path folder) throws IOException {
    for (Map.Entry<String, Machine> one : machines.entrySet()) {
      Path unused =
          Files.writeString(folder.resolve(one.getKey()), one.getValue().token().revealToUse());
    }
  }

  /** The part of a policy that has the servers, their tokens where {@link #tokens} has them. */
  String policy() {
    return policy("env:");
  }

  /**
   * The part of a policy that has the servers.
   *
   * @param where what the ids become references to tokens with
   */
  String policy(String where) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, Machine> one : machines.entrySet()) {
      int zone = number % ZONES;
      int other = (zone + 1 + number / ZONES % (ZONES - 1)) % ZONES;
      String access =
          number % 10 == 9
              ? "{ access: unrestricted, as: ops0 }"
              : "{ access: restricted, roles: [ { role: zone-%d, as: ops%d }, { role: zone-%d, as: ops%d } ] }"
                  .formatted(zone, zone, other, other);
      lines.add(
          "  %s: { panel: whm, url: \"%s\", user: root, token: \"%s\", tls: { pin: \"%s\" }, sso: %s }"
              .formatted(
                  one.getKey(),
                  one.getValue().url(),
                  where + one.getKey(),
                  first.pin().text(),
                  access));
      number++;
    }
    return lines.stream().collect(joining("\n", "servers:\n", "\n"));
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops all servers; what they opened is still told. */
  void stop() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new UncheckedIOException(
            new IOException("a server of the fleet cannot be closed", e));
      }
    }
  }
}
