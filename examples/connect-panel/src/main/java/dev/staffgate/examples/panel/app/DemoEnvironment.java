package dev.staffgate.examples.panel.app;

import static com.google.common.base.Preconditions.checkState;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.PleskSimulator;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.VirtualminSimulator;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A demonstration: six people and six simulated servers. */
public final class DemoEnvironment implements AutoCloseable {
  /**
   * The passwords of the demonstration by staff id; they are printed at the start and used nowhere
   * else.
   */
  public static final Map<String, String> PASSWORDS =
      new TreeMap<>(
          Map.of(
              "alice", "alice-and-the-keys",
              "bob", "bob-builds-servers",
              "carol", "carol-closes-tickets",
              "dave", "dave-does-invoices",
              "erin", "erin-enjoys-orders"));

  /** In a demonstration, the first sign-in enrols whenever it is. */
  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private static final String TECHNICAL = "technical-admin], as: ops";

  private final List<WhmSimulator> simulators = new ArrayList<>();
  private final List<Runnable> stops = new ArrayList<>();
  private final List<KeyPin> pins = new ArrayList<>();
  private final Path folder;
  private final Secret apiKey = Secret.of(random());
  private final PanelConfig.Tokens place;
  private final EncryptedSecretFile store;
  private final Map<String, Secret> tokens = new HashMap<>();

  private DemoEnvironment(Path folder) throws IOException {
    this.folder = folder;
    SecretRef key = new SecretRef("file", storeKey(folder).toString());
    this.place = new PanelConfig.Tokens(folder.resolve("tokens.store"), key, List.of("127.0.0.1"));
    this.store = EncryptedSecretFile.open(place.file(), key, SecretSource.environmentAndFiles());
  }

  /**
   * Returns the key file of the token store, created if absent; in production, keep it elsewhere.
   */
  private static Path storeKey(Path folder) throws IOException {
    Path file = folder.resolve("tokens.key").toAbsolutePath();
    if (!Files.exists(file)) {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getEncoder().encodeToString(key), UTF_8);
    }
    return file;
  }

  private static String random() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random).toUpperCase(Locale.ROOT);
  }

  /**
   * Runs the demonstration until it is stopped from outside. Nothing is written before its port and
   * its folder are its own: another one may be running there.
   */
  static void run(Path data, PanelAddress address, PrintWriter out) throws Exception {
    try (PanelReservation place = PanelReservation.of(data, address);
        DemoEnvironment demo = prepare(data);
        ConnectPanel panel =
            ConnectPanel.start(
                demo.config("demo.yaml", data, 0, InstantSource.system())
                    .at(address)
                    .withApiKey(Optional.of(demo.apiKey)),
                place)) {
      out.println();
      out.println("The panel is at " + panel.url());
      out.println();
      PASSWORDS.forEach((name, password) -> out.println("  " + name + "  " + password));
      out.println();
      out.println(
          "Sign in as bob. The first time, an authenticator app reads the QR code and shows the"
              + " code.");
      out.println("alice is the one who looks after the tokens of the servers, and after people.");
      out.println("grace has no password yet: alice invites her, on the page of people.");
      out.println(
          "The servers are simulated; their certificates are their own, so the browser warns"
              + " once.");
      out.println("Other programs ask, with a key that is good until the panel stops:");
      out.println();
      out.println(
          "  curl -s %saccess/v1/search/subject -H 'Authorization: Bearer %s' \\"
              .formatted(panel.url(), demo.apiKey.revealToUse()));
      out.println(
          "    -H 'Content-Type: application/json' -d '{\"subject\":{\"type\":\"user\"},"
              + "\"action\":{\"name\":\"edit\"},\"resource\":{\"type\":\"profile\",\"id\":\"1\"},"
              + "\"context\":{\"ip\":\"127.0.0.1\",\"second_factor_at\":\"%s\"}}'"
                  .formatted(InstantSource.system().instant()));
      out.println();
      out.println(
          "Stop with Ctrl+C. Policy, credentials and audit are in " + data.toAbsolutePath());
      out.flush();
      panel.join();
    }
  }

  /**
   * Starts the servers and writes policy and passwords into a folder. Second factors that were
   * enrolled there before stay.
   */
  public static DemoEnvironment prepare(Path data) throws IOException {
    Files.createDirectories(data);
    DemoEnvironment demo = new DemoEnvironment(data);
    for (String file : List.of("staffgate.yaml", "places.yaml", "demo.yaml")) {
      try (InputStream in = DemoEnvironment.class.getResourceAsStream(file)) {
        Files.write(data.resolve(file), in == null ? new byte[0] : in.readAllBytes());
      }
    }
    Files.writeString(data.resolve("routes.yaml"), PanelPages.routes(), UTF_8);
    demo.startServers();
    demo.writePasswords();
    return demo;
  }

  /**
   * Returns the settings of a panel of the demonstration.
   *
   * @param places the file of the policy with places and hours
   * @param data a folder for its credentials and audit
   */
  public PanelConfig config(String places, Path data, int port, InstantSource clock) {
    return new PanelConfig(
            List.of(
                folder.resolve("staffgate.yaml"),
                folder.resolve(places),
                folder.resolve("servers.yaml"),
                folder.resolve("routes.yaml")),
            data,
            PanelAddress.onLoopback(port),
            clock)
        .withTokens(Optional.of(place));
  }

  /** Returns the first token of a server. */
  public Secret token(String server) {
    return requireNonNull(tokens.get(server));
  }

  private void startServers() throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "staffgate: 1\n# Written at each start of the demonstration.\n\nservers:\n");
    yaml.append(
        whm("web1", "Web 1, Frankfurt", SimulatedBehaviour.healthy(), "technical-admin", "ops"));
    yaml.append(
        whm("web2", "Web 2, Helsinki", SimulatedBehaviour.healthy(), "full-administrator", "root"));
    yaml.append(
        whm("web3", "Web 3, Vienna", SimulatedBehaviour.denyingAccess(), "technical-admin", "ops"));
    yaml.append(plesk("web4", "Web 4, Zurich (Plesk)"));
    yaml.append(directAdmin("web5", "Web 5, Utrecht (DirectAdmin)"));
    yaml.append(virtualmin("web6", "Web 6, Oslo (Virtualmin)"));
    Files.writeString(folder.resolve("servers.yaml"), yaml, UTF_8);
  }

  private String whm(
      String id, String title, SimulatedBehaviour behaviour, String role, String as) {
    Secret token = Secret.of(random());
    WhmSimulator simulator = WhmSimulator.startSharingCertificate(id, token, Set.of("root", "ops"));
    simulator.behave(behaviour);
    simulators.add(simulator);
    stops.add(simulator::close);
    return server(
        id, title, "whm", "root", token, simulator.url(), simulator.pin(), role + "], as: " + as);
  }

  private String plesk(String id, String title) {
    Secret key = Secret.of(random());
    PleskSimulator simulator = PleskSimulator.start(id, key, Set.of("ops"));
    stops.add(simulator::close);
    return server(id, title, "plesk", "admin", key, simulator.url(), simulator.pin(), TECHNICAL);
  }

  private String directAdmin(String id, String title) {
    Secret password = Secret.of(random());
    DirectAdminSimulator simulator = DirectAdminSimulator.start(id, password, Set.of("ops"));
    stops.add(simulator::close);
    return server(
        id, title, "directadmin", "admin", password, simulator.url(), simulator.pin(), TECHNICAL);
  }

  private String virtualmin(String id, String title) {
    Secret password = Secret.of(random());
    VirtualminSimulator simulator = VirtualminSimulator.start(id, password, Set.of("ops"));
    stops.add(simulator::close);
    return server(
        id, title, "virtualmin", "root", password, simulator.url(), simulator.pin(), TECHNICAL);
  }

  private String server(
      String id,
      String title,
      String panel,
      String user,
      Secret token,
      URI url,
      KeyPin pin,
      String rolesAndAs) {
    pins.add(pin);
    tokens.put(id, token);
    SecretRef ref = new SecretRef(EncryptedSecretFile.SCHEME, id);
    store.replace(ref, token);
    return """
      %s:
        title: %s
        panel: %s
        url: %s
        user: %s
        token: %s
        tls: { pin: "%s" }
        sso: { access: restricted, roles: [%s }
    """
        .formatted(id, title, panel, url, user, ref, pin, rolesAndAs);
  }

  private void writePasswords() {
    try (PanelState state = PanelState.in(folder, InstantSource.system())) {
      writePasswords(state.credentials());
    }
  }

  private static void writePasswords(CredentialStore store) {
    PasswordSetter setter =
        new PasswordSetter(store, new Pbkdf2PasswordHasher(), PasswordRules.forPasswordAlone());
    PASSWORDS.forEach(
        (name, password) -> {
          if (store.find(name).isEmpty()) {
            PasswordOwner owner = PasswordOwner.of(name, ConnectPanel.NAME);
            List<PasswordProblem> problems =
                setter.setToEnrol(name, password.toCharArray(), owner, ALWAYS);
            checkState(problems.isEmpty(), "the password of %s: %s", name, problems);
          }
        });
  }

  /** Returns the public keys of the servers. */
  public List<KeyPin> pins() {
    return pins;
  }

  /** Returns the WHM servers: one healthy, one restricted to others, one out of order. */
  public List<WhmSimulator> simulators() {
    return simulators;
  }

  @Override
  public void close() {
    stops.forEach(Runnable::run);
  }
}
