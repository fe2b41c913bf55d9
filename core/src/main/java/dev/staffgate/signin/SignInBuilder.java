package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A builder of {@link SignIn}. Not thread-safe. */
public final class SignInBuilder {
  private @Nullable ActiveAccounts accounts;
  private @Nullable CredentialStore store;
  private @Nullable StateStore state;
  private @Nullable AuditSink audit;
  private @Nullable String issuer;
  private PasswordHasher hasher = new Pbkdf2PasswordHasher();
  private InstantSource clock = InstantSource.system();
  private OneTimeCodeForm enrolled = OneTimeCodeForm.STANDARD;
  private OneTimeCodes codes = new OneTimeCodes();

  SignInBuilder() {}

  /** Sets the accounts that may sign in. Required. */
  @CanIgnoreReturnValue
  public SignInBuilder accounts(ActiveAccounts activeAccounts) {
    accounts = requireNonNull(activeAccounts, "activeAccounts");
    return this;
  }

  /** Sets the store of credentials. Required. */
  @CanIgnoreReturnValue
  public SignInBuilder credentials(CredentialStore credentialStore) {
    store = requireNonNull(credentialStore, "credentialStore");
    return this;
  }

  /**
   * Sets the store of failures, waits, known browsers and sign-ins that are under way; in memory
   * without one, so that a restart forgets them.
   */
  @CanIgnoreReturnValue
  public SignInBuilder state(StateStore stateStore) {
    state = requireNonNull(stateStore, "stateStore");
    return this;
  }

  /** Sets the audit. Required: a sign-in that cannot be recorded is none. */
  @CanIgnoreReturnValue
  public SignInBuilder audit(AuditSink sink) {
    audit = requireNonNull(sink, "sink");
    return this;
  }

  /**
   * Sets what authenticator apps call the program, such as {@code Example Hosting}. Required.
   *
   * @param name 1 to 64 characters without a colon, which would end it there
   */
  @CanIgnoreReturnValue
  public SignInBuilder issuer(String name) {
    issuer = OneTimeCodes.checkedIssuer(name);
    return this;
  }

  /**
   * Sets the hasher of passwords; PBKDF2 of the JDK by default.
   *
   * @param passwordHasher bounded by itself, or by {@link BoundedPasswordHasher#of(PasswordHasher)}
   */
  @CanIgnoreReturnValue
  public SignInBuilder hasher(PasswordHasher passwordHasher) {
    hasher = requireNonNull(passwordHasher, "passwordHasher");
    return this;
  }

  /** Sets the clock; the system's by default. */
  @CanIgnoreReturnValue
  public SignInBuilder clock(InstantSource source) {
    clock = requireNonNull(source, "source");
    return this;
  }

  /**
   * Sets the form of new codes; keys that were enrolled before keep theirs. Only if all staff use
   * an app that knows it, for some apps ignore what they do not know.
   */
  @CanIgnoreReturnValue
  public SignInBuilder enrolled(OneTimeCodeForm form) {
    enrolled = requireNonNull(form, "form");
    return this;
  }

  @CanIgnoreReturnValue
  SignInBuilder codes(OneTimeCodes oneTimeCodes) {
    codes = oneTimeCodes;
    return this;
  }

  /**
   * Returns what was built.
   *
   * @throws IllegalStateException if something that is required is missing
   */
  public SignIn build() {
    return new SignIn(
        required(accounts, "accounts"),
        required(store, "credentials"),
        state == null ? MemoryStateStore.create(clock) : state,
        required(audit, "audit"),
        hasher,
        clock,
        new PasswordStep.Enrolment(codes, enrolled, required(issuer, "issuer")));
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("a sign-in needs " + what + "(…) before build()");
    }
    return value;
  }
}
