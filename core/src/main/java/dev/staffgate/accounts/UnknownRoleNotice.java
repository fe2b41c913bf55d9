package dev.staffgate.accounts;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.NearestText;
import dev.staffgate.text.VisibleText;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notice in the log that a directory's account has a role that the policy does not define, once
 * for each role: whoever has it is denied everything, and nobody else would say why. Safe for any
 * number of threads.
 */
final class UnknownRoleNotice {
  private static final Logger log = LoggerFactory.getLogger(UnknownRoleNotice.class);

  /** The most roles that are told of; a directory may hold any number of texts. */
  private static final int MAX_TOLD = 1000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final InstantSource clock = InstantSource.system();

  /**
   * Logs the roles of an account that the policy does not define and that were not told of yet. An
   * assignment that has ended denies nothing, and is not told.
   */
  void about(PolicyDocument policy, StaffAccount account) {
    for (Assignment assignment : account.roles()) {
      if (assignment.until().isEmpty() || clock.instant().isBefore(assignment.until().get())) {
        warning(policy, account, assignment.role().id()).ifPresent(log::warn);
      }
    }
  }

  /** Returns the warning about a role; nothing if the policy defines it, or it was told of. */
  Optional<String> warning(PolicyDocument policy, StaffAccount account, String role) {
    if (isDefined(policy, role) || told.size() >= MAX_TOLD || !told.add(role)) {
      return Optional.empty();
    }
    Set<String> known = new HashSet<>(policy.roles().keySet());
    known.add(Role.FULL_ADMINISTRATOR);
    return Optional.of(
        "the directory gives "
            + VisibleText.excerpt(account.id())
            + " the role `"
            + VisibleText.excerpt(role)
            + "`, which the policy does not define: who has it is denied everything"
            + NearestText.to(role, known).map(near -> "; did you mean `" + near + "`?").orElse(""));
  }

  private static boolean isDefined(PolicyDocument policy, String role) {
    return role.equals(Role.FULL_ADMINISTRATOR)
        || policy.roles().containsKey(role)
        || policy.roles().values().stream()
            .flatMap(one -> one.formerly().stream())
            .map(NameRef::id)
            .anyMatch(role::equals); // as the engine does: ids are case-sensitive
  }
}
