package dev.staffgate.signin.attempts;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A key of HMAC-SHA-256 that the state store keeps, so that a restart and other nodes have the same
 * one; made when it is first used. Read each time: one that was deleted is no longer believed.
 */
final class StoredKey {
  private static final int BYTES = 32;
  private static final int TRIES = 8;

  private final StateStore state;
  private final StateKey key;
  private final SecureRandom random = new SecureRandom();

  StoredKey(StateStore state, StateKey key) {
    this.state = state;
    this.key = key;
  }

  /** Returns the code that authenticates a text. */
  HashCode authenticate(String text) {
    return Hashing.hmacSha256(bytes()).hashString(text, StandardCharsets.UTF_8);
  }

  private byte[] bytes() {
    for (int i = 0; i < TRIES; i++) {
      Optional<StateEntry> entry = state.get(key);
      if (entry.isPresent()) {
        return checked(entry.get().value());
      }
      byte[] fresh = new byte[BYTES];
      random.nextBytes(fresh);
      Optional<StateVersion> unused =
          state.compareAndSet(StateWrite.create(key, StateValue.of(fresh)).durably());
    }
    throw new StateStoreException(
        Kind.UNAVAILABLE, false, "the key at " + key + " of the state store does not stay", null);
  }

  private byte[] checked(StateValue value) {
    if (value.size() != BYTES) {
      throw new StateStoreException(
          Kind.CORRUPT,
          true,
          "the key at " + key + " of the state store is not what was written: remove it",
          null);
    }
    return value.bytes();
  }
}
