package dev.staffgate.accounts;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.state.StateKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells {@link SessionEpochs} which accounts are disabled or gone: at the start, by each new
 * policy, and when the directory tells of a change. Thus a session ends for good, although nobody
 * used it while its account was disabled. Safe for any number of threads.
 */
public final class DisabledAccounts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DisabledAccounts.class);

  private final SessionEpochs epochs;
  private final Optional<StaffDirectory> directory;
  private final Supplier<Policy> policies;
  private final Optional<StaffDirectory.Watch> watch;
  private Set<String> inPolicy = Set.of();

  private DisabledAccounts(
      SessionEpochs epochs, Optional<StaffDirectory> directory, Supplier<Policy> policies) {
    this.epochs = requireNonNull(epochs, "epochs");
    this.directory = requireNonNull(directory, "directory");
    this.policies = requireNonNull(policies, "policies");
    this.watch = directory.map(one -> one.watch(this::changed));
  }

  /**
   * Begins to listen to the directory; {@link #lookAtAll} belongs to the start. A store or
   * directory that is out is logged.
   *
   * @param policies gives the policy in force
   */
  public static DisabledAccounts follow(
      SessionEpochs epochs, Optional<StaffDirectory> directory, Supplier<Policy> policies) {
    return new DisabledAccounts(epochs, directory, policies);
  }

  /** Looks at the accounts of the policy in force, and at those of the directory. */
  public synchronized void lookAtAll() {
    Policy policy = policies.get();
    SessionEpochs.Known known = epochs.known();
    Set<StateKey> gone = new HashSet<>(known.enabled());
    // The ids of the document in force, so that no second one is held.
    Map<String, StaffAccount> accounts = policy.document().staff();
    inPolicy.stream()
        .filter(staff -> !accounts.containsKey(staff))
        .forEach(staff -> see(staff, !isEnabledInDirectory(staff), known));
    inPolicy = accounts.keySet();
    accounts.values().forEach(account -> see(account, known, gone));
    if (directory.isEmpty() || lookAtAll(directory.get(), accounts.keySet(), known, gone)) {
      gone.forEach(epochs::accountGone); // also while the program was stopped
    }
  }

  /** Returns whether all accounts of the directory were seen. */
  private boolean lookAtAll(
      StaffDirectory accounts,
      Set<String> overridden,
      SessionEpochs.Known known,
      Set<StateKey> gone) {
    try (Stream<StaffAccount> all = accounts.all()) {
      all.filter(account -> !overridden.contains(account.id()))
          .forEach(account -> see(account, known, gone));
      return true;
    } catch (RuntimeException out) {
      log.warn("which accounts of the directory are disabled is not known: {}", out.toString());
      return false;
    }
  }

  private void see(StaffAccount account, SessionEpochs.Known known, Set<StateKey> gone) {
    if (!gone.isEmpty()) {
      boolean unused = gone.remove(SessionEpochs.key(account.id()));
    }
    see(account.id(), account.disabled(), known);
  }

  private void see(String staff, boolean disabled, SessionEpochs.Known known) {
    boolean before =
        !known.disabled().isEmpty() && known.disabled().contains(SessionEpochs.key(staff));
    if (disabled != before) {
      epochs.accountSeen(staff, disabled);
    }
  }

  private void changed(String staff) {
    try {
      if (!policies.get().document().staff().containsKey(staff)) {
        epochs.accountSeen(staff, !isEnabledInDirectory(staff));
      }
    } catch (RuntimeException failed) {
      log.error("a changed account was not looked at", failed);
    }
  }

  /** Returns whether it is there and not disabled; false also if the directory does not answer. */
  private boolean isEnabledInDirectory(String staff) {
    try {
      return directory
          .flatMap(one -> one.find(staff))
          .filter(account -> account.id().equals(staff) && !account.disabled())
          .isPresent();
    } catch (RuntimeException out) {
      log.warn("an account that changed counts as disabled: {}", out.toString());
      return false;
    }
  }

  /** Stops following. */
  @Override
  public void close() {
    watch.ifPresent(StaffDirectory.Watch::close);
  }
}
