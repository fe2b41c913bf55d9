package dev.staffgate.signin.care;

import dev.staffgate.accounts.AccountEntries;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.attempts.StateLines;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * New keys that await their first code, in the state store: one for each account, for half an hour,
 * for whoever holds its handle. A newer one ends it. Thread-safe.
 */
final class PendingKeys {
  static final Duration LASTS = Duration.ofMinutes(30);

  private static final int TRIES = 16;
  private static final int TOKEN = 43;

  private final RandomTokens tokens = new RandomTokens();
  private final CredentialKeeper keeper;
  private final StateStore state;

  PendingKeys(CredentialKeeper keeper) {
    this.keeper = keeper;
    this.state = keeper.state();
  }

  /** Keeps a new key, and returns its handle: random, and with the account, by which it is kept. */
  Secret add(PendingKey one) {
    String token = tokens.newToken();
    StateKey key = key(one.staff());
    StateValue value = StateValue.ofText(one.toText(RandomTokens.fingerprint(token)));
    Instant end = keeper.now().plus(LASTS);
    for (int i = 0; i < TRIES; i++) {
      StateWrite write =
          state
              .get(key)
              .map(before -> StateWrite.replace(before, value))
              .orElseGet(() -> StateWrite.create(key, value))
              .expiringAt(end);
      if (state.compareAndSet(write).isPresent()) {
        return Secret.of(token + "." + one.staff());
      }
    }
    throw busy(key);
  }

  Optional<PendingKey> find(Secret handle) {
    String text = handle.revealToUse();
    if (text.length() <= TOKEN + 1
        || text.charAt(TOKEN) != '.'
        || !RandomTokens.isToken(text.substring(0, TOKEN))
        || !NameSyntax.isId(text.substring(TOKEN + 1))) {
      return Optional.empty();
    }
    String fingerprint = RandomTokens.fingerprint(text.substring(0, TOKEN));
    return state
        .get(key(text.substring(TOKEN + 1)))
        .filter(this::isBelieved)
        .flatMap(entry -> StateLines.read(entry, lines -> PendingKey.read(lines, fingerprint)));
  }

  /** Returns whether an entry ends within its time from now on; if not, a clock was wrong. */
  private boolean isBelieved(StateEntry entry) {
    Instant latest = keeper.now().plus(LASTS);
    return entry.expiresAt().filter(end -> !end.isAfter(latest)).isPresent();
  }

  /** Ends what awaits a code for an account, if anything does. */
  void end(String staff) {
    AccountEntries.removeEnrolment(state, staff);
  }

  private static StateStoreException busy(StateKey key) {
    return new StateStoreException(
        Kind.BUSY, false, "the entry " + key + " of the state store changes without end", null);
  }

  private static StateKey key(String staff) {
    return AccountEntries.enrolment(staff);
  }
}
