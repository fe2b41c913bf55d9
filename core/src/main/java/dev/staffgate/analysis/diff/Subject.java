package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.model.StaffAccount;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Somebody about whom both policies are asked.
 *
 * @param id empty for any account of a directory
 * @param before the account in the old policy
 * @param after the account in the new policy
 * @param rootsBefore the roles that an account of a directory may have, in the old policy
 * @param rootsAfter the same in the new policy
 */
record Subject(
    String id,
    Optional<StaffAccount> before,
    Optional<StaffAccount> after,
    List<RootInput> rootsBefore,
    List<RootInput> rootsAfter) {
  static Subject ofAccount(String id, Optional<StaffAccount> before, Optional<StaffAccount> after) {
    return new Subject(id, before, after, List.of(), List.of());
  }

  boolean isOfDirectory() {
    return id.isEmpty();
  }

  /** Returns the inputs of both policies, each made once and asked for each permission. */
  Optional<InputsBuilder> builder(
      PolicySide side,
      boolean isOld,
      BiFunction<PolicySide, Subject, UnaryOperator<ConditionTest>> approvals) {
    if (isOfDirectory()) {
      return Optional.of(
          InputsBuilder.ofRoots(
              side, isOld ? rootsBefore : rootsAfter, approvals.apply(side, this)));
    }
    return (isOld ? before : after)
        .map(account -> InputsBuilder.ofAccount(side, account, approvals.apply(side, this)));
  }
}
