package dev.staffgate.analysis.lint;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds emergencies whose holders are all disabled, are nobody, or would break a rule of separation
 * with the role that they get. A holder whom the policy does not know may live in a directory.
 */
final class EmergencyReachRule implements LintRule {
  @Override
  public void check(LintSubject subject, LintReport report) {
    for (Emergency emergency : subject.document().emergencies().values()) {
      List<String> reasons = new ArrayList<>();
      for (String holder : emergency.holders()) {
        reason(subject, emergency, holder).ifPresent(reasons::add);
      }
      if (reasons.size() == emergency.holders().size()) {
        report.add(
            "emergency-unreachable",
            emergency.at(),
            "nobody can use emergency `%s`: %s"
                .formatted(
                    emergency.id(),
                    reasons.isEmpty() ? "it has no holders" : String.join(", ", first(reasons))),
            "name holders whose accounts are in use");
      }
    }
  }

  private static List<String> first(List<String> reasons) {
    return reasons.size() <= 3 ? reasons : reasons.subList(0, 3);
  }

  private static Optional<String> reason(LintSubject subject, Emergency emergency, String holder) {
    Optional<StaffAccount> account = subject.account(holder);
    if (account.isEmpty()) {
      return subject.knowsDirectory()
          ? Optional.of("`" + holder + "` is unknown")
          : Optional.empty();
    }
    if (account.get().disabled()) {
      return Optional.of("`" + holder + "` is disabled");
    }
    List<Assignment> roles = new ArrayList<>();
    account.get().roles().stream().filter(Assignment::forGood).forEach(roles::add);
    roles.add(Assignment.of(emergency.role().id()));
    return subject.policy().breaches(account.get().withRoles(roles)).isEmpty()
        ? Optional.empty()
        : Optional.of("with its role `" + holder + "` breaks a rule of separation");
  }
}
