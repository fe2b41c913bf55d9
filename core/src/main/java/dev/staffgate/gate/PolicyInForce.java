package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.SeparationException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.decision.SeparationBreach;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicySource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that decides: the source's newest, unless a table has accounts that do not fit it.
 * Thread-safe.
 */
final class PolicyInForce implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PolicyInForce.class);

  private final PolicySource source;
  private final @Nullable AccountTable table;
  private final StrandedAccounts stranded;

  /** The objection to the policy of a source that did not ask before it put it in force. */
  private volatile @Nullable PolicyException rejection;

  private volatile StaffDirectory.@Nullable Watch watch;

  PolicyInForce(PolicySource source, Optional<StaffDirectory> directory) {
    this.source = requireNonNull(source, "source");
    this.stranded = new StrandedAccounts(directory);
    this.table =
        directory.isPresent() && directory.get() instanceof AccountTable accounts ? accounts : null;
  }

  Policy current() {
    return table == null ? source.current() : table.policy();
  }

  /** Returns what is wrong with the newest version, if an older one is in force. */
  Optional<PolicyException> problem() {
    return source.problem().or(() -> Optional.ofNullable(rejection));
  }

  /**
   * Puts the source's newest policy in force, now and at each change.
   *
   * @param audit records each change
   * @param afterChange called when another policy has come into force
   * @throws PolicyException if an account of the table does not fit the policy of now
   */
  void follow(PolicyAudit audit, Runnable afterChange) {
    Changes changes = new Changes(audit, afterChange, source.current());
    source.onChange(changes);
    if (table != null) {
      watch = table.watch(changes::accountChanged);
      Optional<PolicyException> problem = source.agreeBy(changes);
      if (problem.isPresent()) {
        throw problem.get();
      }
    }
  }

  /**
   * The changes of the policy and of the accounts that it has to fit. A source asks before it puts
   * a policy in force; of one that does not ask, a policy is looked at when it is told.
   */
  private final class Changes implements PolicySource.Listener, PolicySource.Agreement {
    private final PolicyAudit audit;
    private final Runnable afterChange;
    private Policy before;
    private volatile boolean accountsChanged;

    Changes(PolicyAudit audit, Runnable afterChange, Policy before) {
      this.audit = audit;
      this.afterChange = afterChange;
      this.before = before;
    }

    @Override
    public Optional<PolicyException> objection(Policy policy) {
      accountsChanged = false;
      return tryAdopt(policy);
    }

    @Override
    public boolean mayHaveChanged() {
      return accountsChanged;
    }

    @Override
    public synchronized void loaded(Policy policy) {
      Optional<PolicyException> problem = tryAdopt(source.current());
      rejection = problem.orElse(null);
      if (problem.isPresent()) {
        log.error(
            "the new policy does not fit the accounts; the one before stays in force",
            problem.get());
        rejected(problem.get());
      } else {
        audit.recordLoaded(
            policy.version(),
            stranded.find(before.document(), policy.document(), audit.clock().instant()));
        before = policy;
        afterChange.run();
      }
    }

    @Override
    public void rejected(PolicyException problem) {
      audit.recordRejected(current().version(), problem);
    }

    // A source that asks is asked again at its next look. One that does not has the policy in
    // force already, and nobody else would look at it again.
    void accountChanged(String staff) {
      accountsChanged = true;
      if (rejection != null) {
        tryOnceMore();
      }
    }

    private synchronized void tryOnceMore() {
      if (rejection != null && tryAdopt(source.current()).isEmpty()) {
        loaded(source.current());
      }
    }
  }

  /** Puts a policy in force, if the accounts of the table fit it; returns the reason if not. */
  private synchronized Optional<PolicyException> tryAdopt(Policy policy) {
    if (table == null || isInForce(policy)) {
      return Optional.empty();
    }
    try {
      table.policy(policy);
      return Optional.empty();
    } catch (SeparationException broken) {
      return Optional.of(
          new PolicyException(broken.breaches().stream().map(SeparationBreach::problem).toList()));
    } catch (IllegalArgumentException unfit) {
      return Optional.of(
          new PolicyException(List.of(doesNotFit(String.valueOf(unfit.getMessage())))));
    }
  }

  @SuppressWarnings("ReferenceEquality") // the accounts are made ready for this very policy
  private boolean isInForce(Policy policy) {
    return table != null && table.policy() == policy;
  }

  private static PolicyProblem doesNotFit(String why) {
    return PolicyProblem.of(
        Place.NONE,
        "account-does-not-fit",
        "an account of the table does not fit the policy: " + why,
        "an account names networks of the policy alone",
        "define the network, or change the account first");
  }

  /** Stops looking for changes. */
  @Override
  public void close() {
    source.close();
    StaffDirectory.Watch watching = watch;
    if (watching != null) {
      watching.close();
    }
  }
}
