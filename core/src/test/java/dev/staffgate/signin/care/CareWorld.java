package dev.staffgate.signin.care;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.FakeAccounts;
import dev.staffgate.signin.MemoryCredentialStore;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInOrigin;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateWrite;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;

/** Accounts bob and carol, an administrator alice, and whatever takes care of them. */
final class CareWorld {
  static final String BOB = "bob";
  static final String ALICE = "alice";
  static final Optional<IpAddress> HERE = Optional.of(IpAddress.parse("192.0.2.7"));
  static final SignInOrigin ORIGIN = SignInOrigin.at(HERE);
  static final PasswordOwner OWNER = PasswordOwner.of(BOB);
  static final String PASSWORD = "seven red kites";

  final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T09:00:00Z"));
  final RecordingAudit audit = new RecordingAudit();
  final CredentialStore credentials;
  final StateStore state;
  final Set<String> disabled = ConcurrentHashMap.newKeySet();
  final List<String> ended = new CopyOnWriteArrayList<>();
  final AtomicInteger hashed = new AtomicInteger();
  final PlainHasher plain = new PlainHasher(hashed);
  BoundedPasswordHasher hasher = BoundedPasswordHasher.of(plain);
  SignIn signIn;
  AccountCare care;
  LinkClaims links;
  OwnCredentials own;
  AccountRecovery recovery;

  /** A hasher that does no work. */
  static final class PlainHasher implements PasswordHasher {
    private final AtomicInteger count;
    volatile Runnable before = () -> {};

    PlainHasher(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public String hash(char[] password) {
      int unused = count.incrementAndGet();
      before.run();
      return "$plain$" + new StringBuilder(new String(password)).reverse();
    }

    @Override
    public boolean canRead(String hash) {
      return hash.startsWith("$plain$");
    }

    @Override
    public boolean matches(char[] password, String hash) {
      return hash(password).equals(hash);
    }

    @Override
    public boolean needsRehash(String hash) {
      return false;
    }
  }

  CareWorld() {
    credentials = new MemoryCredentialStore();
    state = MemoryStateStore.create(clock);
    start();
  }

  /** A program on other stores. */
  CareWorld(CredentialStore credentials, StateStore state) {
    this.credentials = credentials;
    this.state = state;
    start();
  }

  /** Starts the program anew, on the same stores. */
  void restart() {
    start();
  }

  private void start() {
    signIn =
        SignIn.builder()
            .accounts(new FakeAccounts((staff, from) -> !disabled.contains(staff)))
            .credentials(credentials)
            .state(state)
            .audit(audit)
            .clock(clock)
            .hasher(hasher)
            .issuer("Test")
            .build();
    SessionEpochs epochs = SessionEpochs.of(state);
    SessionEnder sessions =
        (staff, cause) -> {
          ended.add(staff + " " + cause);
          return epochs.raise(staff, cause);
        };
    care = new AccountCare(signIn, sessions);
    links = new LinkClaims(signIn, PasswordRules.forSecondFactor(), sessions);
    own = new OwnCredentials(signIn, PasswordRules.forSecondFactor(), sessions);
    recovery = new AccountRecovery(signIn, PasswordRules.forPasswordAlone(), sessions);
  }

  static Secret token(CareResult made) {
    assertThat(made).isInstanceOf(CareResult.LinkMade.class);
    return ((CareResult.LinkMade) made).token();
  }

  Secret invited() {
    return token(care.invite(BOB, ALICE, HERE));
  }

  CareResult claim(Secret token, String password) {
    return links.claim(token, password.toCharArray(), OWNER, ORIGIN);
  }

  static EnrolmentNeeded enrolment(CareResult result) {
    assertThat(result).isInstanceOf(CareResult.CodeNeeded.class);
    return ((CareResult.CodeNeeded) result).enrolment();
  }

  CareResult confirm(EnrolmentNeeded enrolment) {
    return links.confirm(enrolment.pending(), code(enrolment.seed()), ORIGIN);
  }

  /** Sets bob up: password, second factor and recovery codes. Returns the latter. */
  @CanIgnoreReturnValue
  List<Secret> setUp() {
    CareResult result = confirm(enrolment(claim(invited(), PASSWORD)));
    assertThat(result).isInstanceOf(CareResult.SecondFactorSet.class);
    clock.advance(Duration.ofMinutes(2));
    return ((CareResult.SecondFactorSet) result).recoveryCodes();
  }

  Credentials bob() {
    return credentials.find(BOB).orElseThrow();
  }

  SignInResult begin(String password) {
    return signIn.begin(BOB, password.toCharArray(), ORIGIN);
  }

  /** The password, and the code that bob's app shows. */
  SignInResult signIn(String password) {
    return begin(password) instanceof SignInResult.CodeNeeded next
        ? signIn.confirm(next.pending(), code(bob().codeKey().orElseThrow().seed()), ORIGIN)
        : begin(password);
  }

  /** The code that an app shows now. */
  String code(Secret seed) {
    return code(seed, clock.instant());
  }

  static String code(Secret seed, Instant at) {
    byte[] key = BaseEncoding.base32().omitPadding().decode(seed.revealToUse());
    TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(key, generator.getAlgorithm()), at);
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  /** A code that is not the one of now, nor of the steps around. */
  String wrongCode(Secret seed) {
    List<String> near = new ArrayList<>();
    for (int step = -2; step <= 2; step++) {
      near.add(code(seed, clock.instant().plusSeconds(30L * step)));
    }
    return List.of("000000", "111111", "222222", "333333", "444444", "555555").stream()
        .filter(one -> !near.contains(one))
        .findFirst()
        .orElseThrow();
  }

  List<StateEntry> entries(String... kind) {
    return state.scan(StateKey.of(kind), Optional.empty(), StateStore.MAX_PAGE).entries();
  }

  /** Moves the expiry of what is kept of a kind. */
  void expireAt(Instant end, String... kind) {
    for (StateEntry entry : entries(kind)) {
      assertThat(state.compareAndSet(StateWrite.replace(entry, entry.value()).expiringAt(end)))
          .isPresent();
    }
  }

  static SignInResult why(CareResult result) {
    assertThat(result).isInstanceOf(CareResult.NotDone.class);
    return ((CareResult.NotDone) result).why();
  }

  static String sentence(CareResult result) {
    return ((SignInResult.Refused) why(result)).sentence();
  }
}
