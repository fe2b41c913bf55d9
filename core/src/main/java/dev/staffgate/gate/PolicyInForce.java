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
  private volatile @Nullable PolicyException rejection;

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
    source.onChange(
        new PolicySource.Listener() {
          private Policy before = source.current();

          @Override
          public synchronized void loaded(Policy policy) {
            Optional<PolicyException> problem = tryAdopt();
            if (problem.isPresent()) {
              rejected(problem.get());
            } else {
              audit.recordLoaded(
                  policy.version(), stranded.find(before.document(), policy.document()));
              before = policy;
              afterChange.run();
            }
          }

          @Override
          public void rejected(PolicyException problem) {
            audit.recordRejected(current().version(), problem);
          }
        });
    Optional<PolicyException> problem = tryAdopt();
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  /** Puts the source's newest policy in force; returns the reason if that is impossible. */
  private synchronized Optional<PolicyException> tryAdopt() {
    if (table == null) {
      return Optional.empty();
    }
    try {
      table.policy(source.current());
      rejection = null;
    } catch (SeparationException broken) {
      rejection =
          new PolicyException(broken.breaches().stream().map(SeparationBreach::problem).toList());
    } catch (IllegalArgumentException unfit) {
      rejection = new PolicyException(List.of(doesNotFit(String.valueOf(unfit.getMessage()))));
    }
    if (rejection != null) {
      log.error(
          "the new policy does not fit the accounts; the one before stays in force", rejection);
    }
    return Optional.ofNullable(rejection);
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
  }
}
