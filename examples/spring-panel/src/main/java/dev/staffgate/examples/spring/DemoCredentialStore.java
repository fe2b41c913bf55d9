package dev.staffgate.examples.spring;

import com.google.common.io.BaseEncoding;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.MemoryCredentialStore;
import dev.staffgate.signin.OneTimeCodeKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The seeds of the people's authenticator apps, made at start and kept in memory; they are printed,
 * like the passwords, which are Spring's. A panel in earnest enrols people and keeps this, as
 * {@link dev.staffgate.state.jdbc.JdbcCredentialStore} does.
 */
@Component
final class DemoCredentialStore implements CredentialStore {
  private static final int SEED_BYTES = 20;

  private final MemoryCredentialStore kept = new MemoryCredentialStore();

  DemoCredentialStore() {
    SecureRandom random = new SecureRandom();
    for (String name : SecurityConfiguration.PASSWORDS.keySet()) {
      byte[] seed = new byte[SEED_BYTES];
      random.nextBytes(seed);
      OneTimeCodeKey key = OneTimeCodeKey.of(Secret.of(BaseEncoding.base32().encode(seed)));
      boolean unused =
          kept.replace(
              name,
              new Credentials(
                  1, Optional.empty(), Optional.of(key), -1, List.of(), Optional.empty()));
    }
  }

  /** Returns the seed to type into an authenticator app. */
  String seed(String name) {
    return find(name).flatMap(Credentials::codeKey).map(key -> key.seed().revealToUse()).orElse("");
  }

  @Override
  public Optional<Credentials> find(String staff) {
    return kept.find(staff);
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    return kept.replace(staff, next);
  }
}
