package dev.staffgate.accounts;

import dev.staffgate.policy.Policy;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notice in the log that an id stands in the policy document and in the directory, once for each
 * id: the directory's account does not count. Safe for any number of threads.
 */
final class OverriddenNotice {
  private static final Logger log = LoggerFactory.getLogger(OverriddenNotice.class);

  /** The most ids that are told of. */
  static final int MAX_TOLD = 1000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Logs that the directory has this id, if the policy has it too and it was not told of yet. */
  void about(Policy policy, String staff) {
    warning(policy, staff).ifPresent(log::warn);
  }

  /** Returns the warning about an id; nothing if the policy does not have it, or it was told of. */
  Optional<String> warning(Policy policy, String staff) {
    boolean isNew =
        policy.document().staff().containsKey(staff) && told.size() < MAX_TOLD && told.add(staff);
    return isNew
        ? Optional.of(
            "the account "
                + staff
                + " stands in the policy and in the directory: that of the policy counts. Take it"
                + " out of one of them")
        : Optional.empty();
  }
}
