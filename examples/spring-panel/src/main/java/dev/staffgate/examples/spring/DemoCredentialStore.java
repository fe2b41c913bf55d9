package dev.staffgate.examples.spring;

import com.google.common.io.BaseEncoding;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OneTimeCodeKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * The seeds of the people's authenticator apps, made at start and kept in memory; they are printed,
 * like the passwords, which are Spring's. A panel in earnest enrols people and keeps this, as {@link
 * dev.staffgate.signin.FileCredentialStore} does.
 */
@Component
final class DemoCredentialStore implements CredentialStore {
  private static final int SEED_BYTES = 20;

  private final ConcurrentMap<String, Credentials> kept = new ConcurrentHashMap<>();

  DemoCredentialStore() {
    SecureRandom random = new SecureRandom();
    for (String name : SecurityConfiguration.PASSWORDS.keySet()) {
      byte[] seed = new byte[SEED_BYTES];
      random.nextBytes(seed);
      kept.put(
          name,
          new Credentials(
              1,
              Optional.empty(),
              Optional.of(OneTimeCodeKey.of(Secret.of(BaseEncoding.base32().encode(seed)))),
              -1,
              List.of(),
              Optional.empty()));
    }
  }

  /** Returns the seed to type into an authenticator app. */
  String seed(String name) {
    return find(name).flatMap(Credentials::codeKey).map(key -> key.seed().revealToUse()).orElse("");
  }

  @Override
  public Optional<Credentials> find(String staff) {
    return Optional.ofNullable(kept.get(staff));
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    AtomicBoolean replaced = new AtomicBoolean();
    kept.computeIfPresent(
        staff,
        (id, now) -> {
          replaced.set(now.version() == next.version() - 1);
          return replaced.get() ? next : now;
        });
    return replaced.get();
  }
}
