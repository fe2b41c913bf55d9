package dev.staffgate.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.base.Ascii;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.SignInResult.Locked;
import dev.staffgate.signin.SignInResult.SignedIn;
import dev.staffgate.signin.SignInResult.Wait;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateStore;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** A panel with staff, who all have the same password and the same key, and with outsiders. */
final class SignInWorld {
  static final char[] PASSWORD = "correct horse battery".toCharArray();
  static final char[] WRONG = "wrong horse battery".toCharArray();
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(1);
  private static final String HASH = HASHER.hash(PASSWORD);

  final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:10Z"));
  final RecordingAudit audit = new RecordingAudit();
  final CredentialStore credentials = new MemoryCredentialStore();
  final StateStore state;
  final Set<String> ofDirectory = new HashSet<>();
  private final Set<String> staff = new HashSet<>();
  boolean directoryIsOut;

  /** What happens each time it is looked up whether an account may act. */
  Runnable onLook = () -> {};

  SignIn signIn;

  SignInWorld(String... names) {
    this.state = MemoryStateStore.create(clock);
    for (String name : names) {
      hire(name);
    }
    restart();
  }

  void restart() {
    signIn =
        SignIn.builder()
            .accounts(accounts())
            .credentials(credentials)
            .state(state)
            .hasher(HASHER)
            .audit(audit)
            .clock(clock)
            .issuer("Test")
            .build();
  }

  private ActiveAccounts accounts() {
    return new ActiveAccounts() {
      @Override
      public boolean mayAct(String id, Optional<IpAddress> from) {
        requireDirectory(id);
        onLook.run();
        return staff.contains(id);
      }

      @Override
      public Optional<String> idOf(String typed) {
        requireDirectory(typed);
        return Optional.of(Ascii.toLowerCase(typed)).filter(staff::contains);
      }
    };
  }

  // What the policy document has is found without the directory.
  private void requireDirectory(String name) {
    if (directoryIsOut && (ofDirectory.contains(name) || !staff.contains(name))) {
      throw new DirectoryException("the directory is out", null);
    }
  }

  void hire(String name) {
    staff.add(name);
    OneTimeCodeKey key = SignInFixture.key(SignInFixture.RFC_KEY);
    if (!credentials.replace(name, TestCredentials.of(HASH, Optional.of(key)))) {
      throw new AssertionError(name + " is hired twice");
    }
  }

  static SignInOrigin from(String address) {
    return SignInOrigin.at(Optional.of(IpAddress.parse(address)));
  }

  static SignInOrigin from(String address, Secret browser) {
    return new SignInOrigin(Optional.of(IpAddress.parse(address)), Optional.of(browser));
  }

  String code() {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              new SecretKeySpec(SignInFixture.RFC_KEY, "HmacSHA1"), clock.instant());
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  SignInResult password(String name, SignInOrigin origin) {
    return signIn.begin(name, PASSWORD, origin);
  }

  SignInResult wrongPassword(String name, SignInOrigin origin) {
    return signIn.begin(name, WRONG, origin);
  }

  /** The right password and this code. */
  SignInResult code(String name, String code, SignInOrigin origin) {
    SignInResult first = password(name, origin);
    return first instanceof CodeNeeded needed
        ? signIn.confirm(needed.pending(), code, origin)
        : first;
  }

  SignInResult wrongCode(String name, SignInOrigin origin) {
    return code(name, "000000", origin);
  }

  /** Signs the owner in, who has to be able to. */
  SignedIn owner(String name, SignInOrigin origin) {
    clock.advance(Duration.ofSeconds(30));
    SignInResult result = code(name, code(), origin);
    if (result instanceof SignedIn in) {
      return in;
    }
    throw new AssertionError("not signed in: " + result);
  }

  /** Lets the owner try until it works, waiting each time, and returns how long that took. */
  Duration ownerWaits(String name, SignInOrigin origin, Runnable meanwhile) {
    Instant start = clock.instant();
    while (true) {
      clock.advance(Duration.ofSeconds(30));
      SignInResult result = code(name, code(), origin);
      if (result.kind() == Kind.SIGNED_IN) {
        return Duration.between(start, clock.instant());
      }
      Instant until = result instanceof Wait wait ? wait.until() : clock.instant().plusSeconds(30);
      if (result instanceof Locked) {
        throw new AssertionError("locked");
      }
      while (clock.instant().isBefore(until)) {
        clock.advance(Duration.ofSeconds(30));
        meanwhile.run();
      }
    }
  }

  long counted(String reason) {
    return audit.events().stream()
        .filter(event -> reason.equals(event.details().get("reason")))
        .count();
  }
}
