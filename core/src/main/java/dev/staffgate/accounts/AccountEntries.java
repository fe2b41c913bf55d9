package dev.staffgate.accounts;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateWrite;
import java.util.Optional;

/**
 * The entries of the state by which somebody sets up an account: links, and keys that await their
 * first code. They go with the account, so that they open no other one of the same id.
 */
public final class AccountEntries {
  private static final String LINKS = "account-link-of";
  private static final String ENROLMENT = "account-enrolment";
  private static final int TRIES = 16;

  private AccountEntries() {}

  /** Returns the key of the entry that names the live link of a kind. */
  public static StateKey link(String staff, String kind) {
    return StateKey.of(LINKS, staff, kind);
  }

  /** Returns the key of the entry of a key that awaits its first code. */
  public static StateKey enrolment(String staff) {
    return StateKey.of(ENROLMENT, staff);
  }

  /**
   * Removes all of an account.
   *
   * @throws StateStoreException if something may be left; doing it again does no harm
   */
  public static void removeAll(StateStore state, String staff) {
    removeEnrolment(state, staff);
    removeLinks(state, staff);
  }

  /**
   * Removes the key that awaits its first code, if there is one.
   *
   * @throws StateStoreException as {@link #removeAll}
   */
  public static void removeEnrolment(StateStore state, String staff) {
    remove(state, enrolment(staff));
  }

  /**
   * Removes what names the live links of an account: they are void.
   *
   * @throws StateStoreException as {@link #removeAll}
   */
  public static void removeLinks(StateStore state, String staff) {
    StatePage links = state.scan(StateKey.of(LINKS, staff), Optional.empty(), StateStore.MAX_PAGE);
    links.entries().forEach(entry -> remove(state, entry.key()));
  }

  private static void remove(StateStore state, StateKey key) {
    for (int i = 0; i < TRIES; i++) {
      Optional<StateEntry> entry = state.get(key);
      if (entry.isEmpty()
          || state.compareAndSet(StateWrite.remove(entry.get()).durably()).isPresent()) {
        return;
      }
    }
    throw new StateStoreException(
        StateStoreException.Kind.BUSY,
        false,
        "the entry " + key + " of the state store changes without end",
        null);
  }
}
