package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OneTimeCodeKey;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStaffDirectory;
import dev.staffgate.state.jdbc.JdbcStateStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands on the accounts of a panel that does not run. */
class AccountsCommandTest {
  private static final String PASSWORD = "a stair of nine blue herons";
  private static final Pattern LINK = Pattern.compile("(?m)^(\\S+)/link/([A-Za-z0-9_-]{43})$");

  @TempDir Path folder;
  private Path file;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void makeTheStateFile() {
    file = folder.resolve("state.mv.db");
    try (JdbcStateStore state = JdbcStateStore.inFile(file)) {
      JdbcStaffDirectory.in(state).put(StaffAccount.of("alice", "full-administrator"));
      JdbcStaffDirectory.in(state).put(StaffAccount.of("zoe", "support"));
    }
  }

  /** Runs a command on the state file, with what is typed, and returns its exit code. */
  private int run(String typed, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> whole = new ArrayList<>(List.of("accounts"));
    whole.addAll(List.of(arguments));
    whole.addAll(List.of("--state", file.toString()));
    InputStream in = System.in;
    try {
      System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
      CommandLine tool = PolicyTool.commandLine();
      tool.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      return PolicyTool.run(tool, whole.toArray(String[]::new));
    } finally {
      System.setIn(in);
    }
  }

  private void refused(String typed, String... arguments) {
    assertThat(run(typed, arguments)).as(err.toString()).isEqualTo(PolicyTool.FAILED);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  private <T> T inState(Function<JdbcStateStore, T> question) {
    try (JdbcStateStore state = JdbcStateStore.inFile(file)) {
      return question.apply(state);
    }
  }

  private Optional<Credentials> credentials(String staff) {
    return inState(state -> JdbcCredentialStore.in(state).find(staff));
  }

  private Optional<StaffAccount> account(String staff) {
    return inState(state -> JdbcStaffDirectory.in(state).find(staff));
  }

  private void give(String staff, Credentials theirs) {
    boolean kept = inState(state -> JdbcCredentialStore.in(state).replace(staff, theirs));
    assertThat(kept).isTrue();
  }

  private SessionEpoch epoch(String staff) {
    return inState(
        state -> {
          try (SessionEpochs epochs = SessionEpochs.of(state)) {
            return epochs.current(staff);
          }
        });
  }

  /** Returns what was done to an account by the machine. */
  private List<String> unreviewed(String staff) {
    return inState(
        state ->
            state
                .scan(StateKey.of("account-recovery", staff), Optional.empty(), 100)
                .entries()
                .stream()
                .map(entry -> Splitter.onPattern("\\s+").splitToList(entry.value().text()).get(4))
                .toList());
  }

  private static Credentials whole() {
    OneTimeCodeKey key = OneTimeCodeKey.of(Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    return new Credentials(
        1, Optional.of(Secret.of("old")), Optional.of(key), 7, List.of(), Optional.empty());
  }

  private String audit() throws IOException {
    return Files.readString(folder.resolve("audit.jsonl"));
  }

  private static boolean isPasswordOf(Credentials theirs) {
    return new Pbkdf2PasswordHasher()
        .matches(PASSWORD.toCharArray(), theirs.passwordHash().orElseThrow().revealToUse());
  }

  @Test
  void accounts_withoutACommand_saysWhich() {
    assertThat(PolicyTool.run(PolicyTool.commandLine().setErr(new PrintWriter(err)), "accounts"))
        .isEqualTo(PolicyTool.FAILED);
    assertThat(err.toString())
        .contains("add, invite, password, reset-second-factor, unlock, recover");
  }

  @Test
  void add_keepsTheAccount_andRecordsWhoDidIt() throws IOException {
    assertThat(
            run(
                "",
                "add",
                "bob",
                "--role",
                "support",
                "--role",
                "billing",
                "--name",
                "Bob B.",
                "--email",
                "bob@example.net",
                "--known-as",
                "auth0|1"))
        .as(err.toString())
        .isZero();

    assertThat(account("bob"))
        .contains(
            StaffAccount.of("bob", "support", "billing")
                .withName("Bob B.")
                .withEmail("bob@example.net")
                .withKnownAs("auth0|1"));
    assertThat(audit())
        .contains(
            "\"type\":\"account-created\",\"staff\":\"offline."
                + Files.getOwner(file).getName()
                + "\",\"account\":\"bob\",\"roles\":\"support billing\"");
    assertThat(unreviewed("bob")).containsExactly("ADDED");
  }

  @Test
  void add_ofAnAccountThatIsThere_inAnyCase_changesNothing() {
    assertThat(run("", "add", "bob", "--role", "support")).isZero();

    refused("", "add", "bob", "--role", "billing");
    assertThat(err.toString()).contains("has an account bob already; nothing was changed");
    refused("", "add", "BOB", "--role", "billing");
    assertThat(err.toString()).contains("in letter case alone; nothing was changed");

    assertThat(account("bob")).contains(StaffAccount.of("bob", "support"));
  }

  @Test
  void add_withThePolicy_refusesItsAccountsAndUnknownRoles() throws IOException {
    String policy =
        Files.writeString(
                folder.resolve("p.yaml"),
                "staffgate: 1\nroles: { support: {} }\n"
                    + "staff: { Alice: { roles: [support], known-as: [jane@idp] },"
                    + " off: { disabled: true } }\n")
            .toString();

    refused("", "add", "alice", "--role", "support", "--policy", policy);
    assertThat(err.toString()).contains("the policy has the account Alice already");
    refused("", "add", "bob", "--role", "suport", "--policy", policy);
    assertThat(err.toString()).contains("the policy has no role suport; did you mean support?");
    refused("", "add", "bob", "--role", "support", "--known-as", "ALICE", "--policy", policy);
    assertThat(err.toString()).contains("the account Alice of the policy answers to ALICE already");
    refused("", "add", "jane@idp", "--role", "support", "--policy", policy);
    assertThat(err.toString()).contains("the account Alice of the policy answers to jane@idp");
    assertThat(run("", "add", "bob", "--role", "support", "--policy", policy)).isZero();
    assertThat(run("", "add", "eve", "--role", "full-administrator", "--policy", policy)).isZero();
    assertThat(run("", "invite", "ALICE", "--policy", policy, "--panel", "https://p.example"))
        .isZero();
    assertThat(out.toString()).contains("Send this link to Alice alone");
    refused("", "unlock", "nobody", "--policy", policy);
    assertThat(err.toString())
        .contains("neither the policy nor the state file has an account nobody");
    refused(PASSWORD, "recover", "off", "--policy", policy);
    assertThat(err.toString()).contains("the account off is disabled");
    assertThat(run("", "unlock", "--policy", policy, "alice")).as("ID behind --policy").isZero();
  }

  @Test
  void invite_printsALinkOfThePanel_once_andRecordsNoToken() throws IOException {
    assertThat(run("", "add", "bob", "--role", "support")).isZero();

    assertThat(run("", "invite", "Bob", "--panel", "https://panel.example.net:8443")).isZero();

    Matcher link = LINK.matcher(out.toString());
    assertThat(link.find()).as(out.toString()).isTrue();
    assertThat(link.group(1)).isEqualTo("https://panel.example.net:8443");
    assertThat(audit()).contains("account-invited").doesNotContain(link.group(2));
    assertThat(err.toString()).isEmpty();
    String stored = new String(Files.readAllBytes(file), UTF_8);
    assertThat(stored).doesNotContain(link.group(2));
  }

  @Test
  void invite_ofSomebodyWhoIsSetUp_isRefused() {
    give("zoe", whole());

    refused("", "invite", "zoe", "--panel", "https://panel.example.net/");
    assertThat(err.toString()).contains("zoe: This account is set up already.");
  }

  @Test
  void command_onAnIdThatTheStateDoesNotHave_isRefused() {
    for (String[] command :
        new String[][] {
          {"invite", "bob", "--panel", "https://panel.example.net/"},
          {"recover", "bob"},
          {"password", "bob"},
          {"unlock", "bob"}
        }) {
      refused(PASSWORD, command);
      assertThat(err.toString())
          .contains("the state file has no account bob. If the policy has it, add --policy FILE");
    }
    assertThat(credentials("bob")).isEmpty();
  }

  @Test
  void add_withoutThePolicy_saysWhatWasNotLookedAt() {
    assertThat(run("", "add", "bob", "--role", "support")).isZero();
    assertThat(err.toString()).contains("warning: whether the policy has these roles");
  }

  @Test
  void add_ofAnIdLikeAUserOfTheMachine_isRefused() {
    refused("", "add", "Offline.root", "--role", "support");
    assertThat(err.toString()).contains("would look like a user of this machine");
  }

  @Test
  void add_ofAnIdThatHadCredentials_startsWithoutThem() {
    give("bob", whole());
    boolean noted =
        inState(
            state -> {
              try (SessionEpochs epochs = SessionEpochs.of(state)) {
                epochs.note("bob"); // as a session of his did
                return true;
              }
            });
    assertThat(noted).isTrue();
    SessionEpoch before = epoch("bob");

    assertThat(run("", "add", "bob", "--role", "support")).isZero();

    Credentials left = credentials("bob").orElseThrow();
    assertThat(left.passwordHash()).isEmpty();
    assertThat(left.codeKey()).isEmpty();
    assertThat(epoch("bob")).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "panel.example.net",
        "http://panel.example.net/",
        "ftp://panel.example.net/",
        "https:///x",
        "https://user@panel.example.net/",
        "https://panel.example.net/?a=b",
        "https://panel.example.net/#x",
        "https://panel .example.net/",
        "https://panel.example.net/path",
        "https://panel.example.net:99999/",
        ""
      })
  void invite_withAnAddressThatIsNoPanels_isRefusedAndMakesNoLink(String url) {
    refused("", "invite", "zoe", "--panel", url);
    assertThat(err.toString()).contains("--panel: ", "is not the address of a panel, such as");
    refused("", "invite", "zoe", "--panel", "https://" + "a".repeat(130_000) + "/");
    assertThat(err.toString()).contains("longer than 1000 characters").hasSizeLessThan(500);
    assertThat(credentials("zoe")).isEmpty();
    assertThat(unreviewed("zoe")).isEmpty();
  }

  @Test
  void password_ofSomebodyWithASecondFactor_leavesIt_andEndsSessions() throws IOException {
    give("alice", whole());
    SessionEpoch before = epoch("alice");

    assertThat(run("a second\nand more\n", "password", "alice")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("the second factor stays").doesNotContain("a second\n");
    Credentials now = credentials("alice").orElseThrow();
    assertThat(now.codeKey()).isEqualTo(whole().codeKey());
    assertThat(now.lastStep()).isEqualTo(7);
    assertThat(epoch("alice")).isNotEqualTo(before);
    assertThat(audit()).contains("password-reset").doesNotContain("a second");
  }

  @Test
  void password_ofSomebodyNew_maySetUpASecondFactorForAnHour() {
    Instant before = Instant.now();
    assertThat(run(PASSWORD + "\r\n", "password", "alice")).isZero();

    assertThat(out.toString()).contains("within an hour");
    Credentials now = credentials("alice").orElseThrow();
    assertThat(isPasswordOf(now)).isTrue();
    assertThat(now.enrolBefore().orElseThrow())
        .isBetween(before.plus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    assertThat(unreviewed("alice")).containsExactly("PASSWORD");
  }

  static Stream<String> wrongPasswords() {
    return Stream.of(
        "",
        "\n",
        "too short",
        "fourteen chars",
        "alice alice alice",
        "a tab\tin a long one",
        "a mark \u0000 in a long one",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "x".repeat(1 << 20));
  }

  @Test
  void password_thatIsNotUtf8_isRefused() {
    InputStream in = System.in;
    try {
      System.setIn(new ByteArrayInputStream(new byte[] {'l', 'o', 'n', 'g', (byte) 0xff, 'x'}));
      CommandLine tool = PolicyTool.commandLine().setErr(new PrintWriter(err));
      assertThat(PolicyTool.run(tool, "accounts", "recover", "alice", "--state", file.toString()))
          .isEqualTo(PolicyTool.FAILED);
    } finally {
      System.setIn(in);
    }
    assertThat(err.toString()).contains("the password is not text in UTF-8");
    assertThat(credentials("alice")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrongPasswords")
  void password_thatIsNone_changesNothing(String typed) throws IOException {
    for (String command : new String[] {"password", "recover"}) {
      refused(typed, command, "alice");
      assertThat(err.toString()).contains("password", "othing was changed");
    }
    assertThat(credentials("alice")).isEmpty();
    assertThat(audit()).isEmpty();
  }

  @Test
  void recover_takesTheSecondFactorAway_leavesItsTrace_andGivesAnHour() throws IOException {
    give("alice", whole());
    Instant before = Instant.now();

    assertThat(run(PASSWORD, "recover", "alice")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("within an hour", "Start the panel now.");
    Credentials now = credentials("alice").orElseThrow();
    assertThat(isPasswordOf(now)).isTrue();
    assertThat(now.codeKey()).isEmpty();
    assertThat(now.enrolBefore().orElseThrow())
        .isBetween(before.plus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    assertThat(unreviewed("alice")).containsExactly("RECOVERED");
    assertThat(audit()).contains("account-recovered").doesNotContain(PASSWORD);
  }

  @Test
  void resetSecondFactor_andUnlock_doSoAndAreRecorded() throws IOException {
    give("alice", whole());

    assertThat(run("", "reset-second-factor", "alice", "--panel", "http://localhost:8080"))
        .isZero();
    assertThat(out.toString()).containsPattern(LINK);
    assertThat(credentials("alice").orElseThrow().codeKey()).isEmpty();
    assertThat(run("", "unlock", "alice")).isZero();
    assertThat(out.toString()).contains("alice may sign in again without waiting.");

    assertThat(audit()).contains("second-factor-reset", "sign-in-unlocked");
  }

  static Stream<String> wrongIds() {
    return Stream.of(
        "",
        "a b",
        "no/id",
        "assigned",
        "x\u202Ey",
        "x\u0007",
        "x\n2026-01-01 forged",
        "'; DROP TABLE staffgate_account; --",
        "x".repeat(1 << 20));
  }

  @ParameterizedTest
  @MethodSource("wrongIds")
  void id_thatIsNone_isRefusedInWordsThatCanBeRead(String id) {
    for (String[] command :
        new String[][] {
          {"add", id, "--role", "support"},
          {"invite", id, "--panel", "https://panel.example.net/"},
          {"password", id},
          {"reset-second-factor", id, "--panel", "https://panel.example.net/"},
          {"unlock", id},
          {"recover", id}
        }) {
      refused(PASSWORD, command);
      assertThat(err.toString())
          .contains("is not a staff id: 1 to 128 of")
          .doesNotContain("\u0007", "\u202E", "\nforged")
          .hasSizeLessThan(1000);
    }
  }

  @Test
  void names_thatAnAccountCannotHave_areRefused() {
    for (String[] wrong :
        new String[][] {
          {"--role", "no role"},
          {"--role", "support", "--known-as", "two words"},
          {"--role", "support", "--known-as", "x".repeat(1 << 20)},
          {"--role", "support", "--name", "x".repeat(1 << 20)},
          {"--role", "support", "--name", "\u001b[2Jx"},
          {"--role", "support", "--name", " "},
          {"--role", "support", "--name", "Zo\uFFFD"},
          {"--role", "support", "--email", "a\u202Eb"},
          {"--role", "x".repeat(1 << 20)}
        }) {
      List<String> command = new ArrayList<>(List.of("add", "bob"));
      command.addAll(List.of(wrong));
      refused("", command.toArray(String[]::new));
      assertThat(err.toString()).as(wrong[1]).hasSizeLessThan(2000);
    }
    assertThat(account("bob")).isEmpty();
  }

  @Test
  void state_thatThePanelHasOpen_isToldWithThePageThatDoesTheSame() throws IOException {
    // As another program does that has it open.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      refused(PASSWORD, "recover", "alice");
    }

    assertThat(err.toString()).contains("the panel runs", "Stop it").hasLineCount(1);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      refused("", "unlock", "alice");
    }
    assertThat(err.toString()).contains("the panel runs", "/people");
    assertThat(credentials("alice")).isEmpty();
  }

  @Test
  void state_thatIsNotThere_isNotMade() {
    file = folder.resolve("other.mv.db");

    refused(PASSWORD, "recover", "alice");

    assertThat(err.toString())
        .contains("there is no state file " + file, "--state")
        .hasLineCount(1);
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("audit.jsonl")).doesNotExist();
  }

  @Test
  void state_thatIsNoDatabase_isToldAndStaysAsItIs() throws IOException {
    Files.writeString(file, "dear diary");

    refused(PASSWORD, "recover", "alice");

    assertThat(err.toString()).contains(file.toString(), "Is it the state file of a panel");
    assertThat(file).hasContent("dear diary");

    Files.writeString(file, "");
    refused(PASSWORD, "recover", "alice");
    assertThat(err.toString()).contains("is empty");
    assertThat(file).isEmptyFile();
  }

  @Test
  void state_byItsFolder_byItsNameAlone_andByALink_isTheSame() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.mv.db"), file);
    for (Path path : List.of(folder, folder.resolve("state"), file, link)) {
      assertThat(
              PolicyTool.run(
                  PolicyTool.commandLine().setOut(new PrintWriter(out)),
                  "accounts",
                  "unlock",
                  "alice",
                  "--state",
                  path.toString()))
          .isZero();
    }
    assertThat(audit().lines().filter(line -> line.contains("sign-in-unlocked"))).hasSize(4);
  }

  @Test
  void state_thatOthersCanRead_isRefused() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    refused(PASSWORD, "recover", "alice");

    assertThat(err.toString()).contains("others can read", "chmod 600");
  }

  @Test
  void state_ofANewerProgram_isRefused() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:async:" + folder.resolve("state"), "staffgate", "");
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "INSERT INTO staffgate_schema (version, works_with, script, checksum)"
                      + " VALUES (99, 99, '0099-next.sql', 'x')"))
          .isPositive();
    }

    refused(PASSWORD, "recover", "alice");

    assertThat(err.toString()).contains("needs a program that knows version 99");
  }

  @Test
  void audit_thatCannotBeWritten_letsNobodyIn() throws IOException {
    Path audit = Files.createDirectory(folder.resolve("audit.jsonl"));

    refused(PASSWORD, "recover", "alice");

    assertThat(err.toString()).contains(audit.toString());
    assertThat(credentials("alice")).isEmpty();
  }

  @Test
  void entry_thatIsDamaged_isToldAndNothingIsDone() {
    StateKey key = StateKey.of("session-epoch", "alice");
    Optional<StateVersion> written =
        inState(
            state -> state.compareAndSet(StateWrite.create(key, StateValue.ofText("nonsense"))));
    assertThat(written).isPresent();

    assertThat(run(PASSWORD, "recover", "alice")).isEqualTo(PolicyTool.FAILED);

    assertThat(err.toString()).contains("It is not known whether this was done");
    assertThat(credentials("alice")).isEmpty();
  }
}
