package dev.staffgate;

import dev.staffgate.accounts.DisabledAccounts;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.policy.Policy;
import dev.staffgate.session.SessionLimits;
import dev.staffgate.session.StaffSessions;
import dev.staffgate.state.StateStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state that changes at run time: the store, and the parts that keep something there.
 * Thread-safe.
 *
 * @param store closed by whoever opened it
 * @param disabled follows the accounts, for the epochs
 */
record RunTimeState(
    StateStore store, SessionEpochs epochs, StaffSessions sessions, DisabledAccounts disabled) {
  static RunTimeState of(
      StateStore store,
      SessionLimits limits,
      Optional<StaffDirectory> directory,
      Supplier<Policy> policies,
      InstantSource clock) {
    SessionEpochs epochs = SessionEpochs.of(store);
    return new RunTimeState(
        store,
        epochs,
        StaffSessions.of(store, epochs, limits, clock),
        DisabledAccounts.follow(epochs, directory, policies));
  }

  /** Stops following accounts and store. */
  void close() {
    disabled.close();
    epochs.close();
  }
}
