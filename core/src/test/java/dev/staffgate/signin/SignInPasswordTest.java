package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.signin.SignInResult.Busy;
import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.hashing.Argon2idPasswordHasher;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.MigratingPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first step of a sign-in: which passwords match, and what they cost. */
class SignInPasswordTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String COMPOSED = "Müller und Söhne";
  private static final String DECOMPOSED = "Mu\u0308ller und So\u0308hne";
  private static final List<String> NAMES = List.of("bob", "eve", "nobody", "disabled");

  private final RecordingAudit audit = new RecordingAudit();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:10Z"));
  private final CountingHasher hasher = new CountingHasher(new Pbkdf2PasswordHasher(2));
  private final CredentialStore store = new MemoryCredentialStore();
  private final MemoryStateStore state = MemoryStateStore.create(clock);
  private SignIn signIn;

  /** A hasher that counts comparisons, and holds them up when told to. */
  private static final class CountingHasher implements PasswordHasher {
    final PasswordHasher inner;
    final List<String> compared = new ArrayList<>();
    volatile CountDownLatch entered = new CountDownLatch(1);
    volatile CountDownLatch end = new CountDownLatch(0);

    CountingHasher(PasswordHasher inner) {
      this.inner = inner;
    }

    @Override
    public String hash(char[] password) {
      return inner.hash(password);
    }

    @Override
    public boolean canRead(String hash) {
      return inner.canRead(hash);
    }

    @Override
    public boolean matches(char[] password, String hash) {
      synchronized (compared) {
        compared.add(hash);
      }
      entered.countDown();
      try {
        assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return inner.matches(password, hash);
    }

    @Override
    public boolean needsRehash(String hash) {
      return inner.needsRehash(hash);
    }
  }

  @BeforeEach
  void open() {
    keep("bob", hasher.hash(PASSWORD.toCharArray()));
    keep("eve", "$2b$12$of.another.kind");
    keep("disabled", hasher.hash(PASSWORD.toCharArray()));
    signIn = signIn(hasher);
  }

  private void keep(String staff, String hash) {
    assertThat(store.replace(staff, TestCredentials.enrolling(hash))).isTrue();
  }

  private String kept(String staff) {
    return store.find(staff).orElseThrow().passwordHash().orElseThrow().revealToUse();
  }

  private SignIn signIn(PasswordHasher by) {
    return SignIn.builder()
        .accounts(new FakeAccounts((staff, from) -> !staff.equals("disabled")))
        .credentials(store)
        .state(state)
        .hasher(by)
        .audit(audit)
        .clock(clock)
        .issuer("Example Hosting")
        .build();
  }

  private SignInResult begin(String staff, String password) {
    return signIn.begin(staff, password.toCharArray(), Optional.empty());
  }

  @Test
  void password_typedInEitherForm_isTheSame() {
    keep("carol", hasher.hash(COMPOSED.toCharArray()));

    assertThat(begin("carol", COMPOSED).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
    assertThat(begin("carol", DECOMPOSED).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
    assertThat(begin("carol", "Muller und Sohne").kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void hash_ofWhatWasTypedBeforePasswordsWereComposed_matchesAndIsMadeAnew() {
    keep("carol", hasher.hash(DECOMPOSED.toCharArray()));

    assertThat(begin("carol", COMPOSED).kind()).as("typed in another way").isEqualTo(Kind.REFUSED);
    assertThat(begin("carol", DECOMPOSED).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
    assertThat(hasher.inner.matches(COMPOSED.toCharArray(), kept("carol"))).isTrue();
    assertThat(begin("carol", COMPOSED).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void hash_ofAnOldPasswordAgainstTheRules_stillMatches() {
    keep("carol", hasher.hash("tab\there".toCharArray()));

    assertThat(begin("carol", "tab\there").kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong, wrong password, 1",
    "empty, '', 1",
    "of 1024 bytes, x*1024, 1",
    "over-long, x*1025, 1",
    "huge, x*1000000, 1",
    "broken, \uD83D, 1",
    "in two forms, u\u0308, 2"
  })
  void password_thatIsWrong_costsTheSameWhoeverItIsFor(String what, String typed, int hashes) {
    String password =
        typed.startsWith("x*") ? "x".repeat(Integer.parseInt(typed.substring(2))) : typed;
    List<SignInResult> results = new ArrayList<>();
    for (String name : NAMES) {
      hasher.compared.clear();
      results.add(begin(name, password));
      assertThat(hasher.compared)
          .as("%s, %s", name, what)
          .hasSize(hashes)
          .allMatch(hash -> hash.startsWith("$pbkdf2-sha256$i=2$"));
    }
    assertThat(results).allMatch(results.get(0)::equals);
    assertThat(results.get(0).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void password_thatIsBroken_matchesNoQuestionMark() {
    keep("carol", hasher.hash("which one? this".toCharArray()));

    assertThat(begin("carol", "which one\uD83D this").kind()).isEqualTo(Kind.REFUSED);
  }

  /** They are compared as another text, so that it takes as long. */
  @Test
  void password_thatHasNoHash_matchesNotEvenTheTextComparedInItsPlace() {
    keep("carol", hasher.hash(new char[] {'-'}));

    for (String typed : List.of("", "x".repeat(1025), "\uD83D")) {
      assertThat(begin("carol", typed).kind()).isEqualTo(Kind.REFUSED);
    }
    assertThat(begin("carol", "-").kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void hash_ofAnotherMethod_isMadeAnewWhenThePasswordIsRight() {
    PasswordHasher argon = Argon2idPasswordHasher.create(new Argon2idPasswordHasher.Cost(8, 1, 1));
    signIn = signIn(MigratingPasswordHasher.to(argon, hasher));
    String old = kept("bob");

    assertThat(begin("bob", "wrong password").kind()).isEqualTo(Kind.REFUSED);
    assertThat(kept("bob")).isEqualTo(old);
    assertThat(begin("bob", PASSWORD).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
    assertThat(kept("bob")).startsWith("$argon2id$");
    assertThat(begin("bob", PASSWORD).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void attempts_whileTooManyHash_areBusyWhoeverTheyAreForAndCountForNothing() throws Exception {
    signIn = signIn(BoundedPasswordHasher.of(hasher, 1, 0, Duration.ZERO));
    hasher.entered = new CountDownLatch(1);
    hasher.end = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<SignInResult> first = threads.submit(() -> begin("bob", PASSWORD));
      assertThat(hasher.entered.await(30, TimeUnit.SECONDS)).isTrue();
      Credentials before = store.find("bob").orElseThrow();

      for (int i = 0; i < 20; i++) {
        for (String name : NAMES) {
          assertThat(begin(name, i % 2 == 0 ? PASSWORD : "wrong password"))
              .isEqualTo(new Busy(Duration.ofSeconds(1)));
        }
      }

      assertThat(store.find("bob")).contains(before);
      assertThat(audit.events())
          .hasSize(80)
          .allSatisfy(event -> assertThat(event.details()).containsEntry("reason", "busy"))
          .extracting(AuditEvent::type)
          .containsOnly(AuditEvent.Type.SIGN_IN_REFUSED);
      hasher.end.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
    } finally {
      hasher.end.countDown();
      threads.shutdownNow();
    }
    for (String name : NAMES) {
      assertThat(begin(name, "wrong password").kind()).as("no wait").isEqualTo(Kind.REFUSED);
    }
    assertThat(begin("bob", PASSWORD).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void name_thatCannotBeAStaffId_takesNoTurn() {
    BoundedPasswordHasher bounded = BoundedPasswordHasher.of(hasher, 1, 0, Duration.ZERO);
    signIn = signIn(bounded);

    assertThat(bounded.inTurn(() -> begin("no id", PASSWORD).kind())).isEqualTo(Kind.REFUSED);
  }
}
