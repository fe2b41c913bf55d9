package dev.staffgate.gate;

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
 * Which policy decides: the source's newest, unless there is a table with accounts that cannot live
 * with it. Safe for any number of threads.
 */
public final class PolicyInForce {
  private static final Logger log = LoggerFactory.getLogger(PolicyInForce.class);

  private final PolicySource source;
  private final @Nullable AccountTable table;
  private volatile @Nullable PolicyException refused;

  public PolicyInForce(PolicySource source, @Nullable StaffDirectory directory) {
    this.source = source;
    this.table = directory instanceof AccountTable accounts ? accounts : null;
  }

  public Policy current() {
    return table == null ? source.current() : table.policy();
  }

  /** What is wrong with the newest version, if an older one is in force. */
  public Optional<PolicyException> problem() {
    return source.problem().or(() -> Optional.ofNullable(refused));
  }

  /** Puts the source's newest policy in force; returns why not, if it cannot be. */
  public synchronized Optional<PolicyException> adopt() {
    if (table == null) {
      return Optional.empty();
    }
    try {
      table.policy(source.current());
      refused = null;
    } catch (SeparationException broken) {
      refused =
          new PolicyException(broken.breaches().stream().map(SeparationBreach::problem).toList());
    } catch (IllegalArgumentException unfit) {
      refused = new PolicyException(List.of(doesNotFit(String.valueOf(unfit.getMessage()))));
    }
    if (refused != null) {
      log.error("the new policy does not fit the accounts; the one before stays in force", refused);
    }
    return Optional.ofNullable(refused);
  }

  private static PolicyProblem doesNotFit(String why) {
    return PolicyProblem.of(
        Place.NONE,
        "account-does-not-fit",
        "an account of the table does not fit the policy: " + why,
        "an account names networks of the policy alone",
        "define the network, or change the account first");
  }
}
