package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.io.BaseEncoding;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** Sign-in of one person, {@code alice}, at a given time. */
final class SignInFixture {
  static final String STAFF = "alice";
  static final byte[] RFC_KEY = "12345678901234567890".getBytes(US_ASCII);
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(1);
  private static final String PASSWORD = "correct horse";

  final RecordingAudit audit = new RecordingAudit();
  final FailingStore store = new FailingStore(new MemoryCredentialStore());
  final ManualClock clock = new ManualClock(Instant.EPOCH);
  private final MemoryStateStore state = MemoryStateStore.create(clock);

  /** A store that is out of order when told to be. */
  static final class FailingStore implements CredentialStore {
    private final CredentialStore inner;
    volatile boolean fails;

    FailingStore(CredentialStore inner) {
      this.inner = inner;
    }

    @Override
    public Optional<Credentials> find(String staff) {
      return inner.find(staff);
    }

    @Override
    public boolean replace(String staff, Credentials next) {
      if (fails) {
        throw new CredentialStoreException("the store is out of order", null);
      }
      return inner.replace(staff, next);
    }
  }

  /** The account of one person, who may type the name in any letter case. */
  private record AnyCase() implements ActiveAccounts {
    @Override
    public boolean mayAct(String staff, Optional<IpAddress> from) {
      return staff.equals(STAFF);
    }

    @Override
    public Optional<String> idOf(String typed) {
      return typed.strip().equalsIgnoreCase(STAFF) ? Optional.of(STAFF) : Optional.empty();
    }
  }

  SignInFixture(Optional<OneTimeCodeKey> key) {
    if (!store.replace(STAFF, TestCredentials.of(HASHER.hash(PASSWORD.toCharArray()), key))) {
      throw new AssertionError("the folder is not new");
    }
  }

  static Secret seed(byte[] key) {
    return Secret.of(BaseEncoding.base32().omitPadding().encode(key));
  }

  static OneTimeCodeKey key(byte[] key) {
    return OneTimeCodeKey.of(seed(key));
  }

  /** A process of its own on the same stores: nothing is shared but what is kept. */
  SignIn node() {
    return signIn(store);
  }

  SignIn nodeWithStoreOfItsOwn() {
    return signIn(store.inner);
  }

  private SignIn signIn(CredentialStore on) {
    OneTimeCodes codes =
        new OneTimeCodes(
            new SecureRandom() {
              private static final long serialVersionUID = 1L;

              @Override
              public void nextBytes(byte[] bytes) {
                System.arraycopy(RFC_KEY, 0, bytes, 0, bytes.length);
              }
            });
    return SignIn.builder()
        .accounts(new AnyCase())
        .credentials(on)
        .state(state)
        .hasher(HASHER)
        .audit(audit)
        .clock(clock)
        .issuer("Test")
        .codes(codes)
        .build();
  }

  static SignInResult password(SignIn signIn) {
    return password(signIn, STAFF);
  }

  static SignInResult password(SignIn signIn, String name) {
    return signIn.begin(name, PASSWORD.toCharArray(), Optional.empty());
  }

  /** The right password and this code. */
  static SignInResult whole(SignIn signIn, String code) {
    return whole(signIn, STAFF, code);
  }

  static SignInResult whole(SignIn signIn, String name, String code) {
    SignInResult first = password(signIn, name);
    return switch (first.kind()) {
      case CODE_NEEDED -> signIn.confirm(((CodeNeeded) first).pending(), code, Optional.empty());
      case ENROLMENT_NEEDED ->
          signIn.confirm(((EnrolmentNeeded) first).pending(), code, Optional.empty());
      case REFUSED, WAIT, BUSY, LOCKED, SIGNED_IN -> first;
    };
  }
}
