package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.cells.ConditionTest.Approved;
import dev.staffgate.analysis.cells.RequestSpace;
import dev.staffgate.model.Condition;
import dev.staffgate.model.StaffAccount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who could approve, and whether that changes. Where it does not, a condition on approval
 * is the same question to both policies; where it does, each counts by itself.
 */
final class Approvals {
  /** So many approvers are not looked at one by one. */
  private static final int MANY = 64;

  private final PolicySide old;
  private final PolicySide now;
  private final TouchedPermissions touched;
  private final Map<String, Subject> subjects;
  private final RequestSpace.Shared shared;
  private final Map<PolicySide, Map<String, ImmutableSortedSet<String>>> approvers =
      new HashMap<>();
  private final Map<String, ApproverChange> changed = new HashMap<>();
  private final Map<Asked, PairDifference> asked = new HashMap<>();
  private final Map<String, Set<String>> byRoot = new HashMap<>();
  private @Nullable Set<String> changedApprovals;

  private record Asked(String staff, String permission) {}

  Approvals(
      PolicySide old,
      PolicySide now,
      TouchedPermissions touched,
      Map<String, Subject> subjects,
      RequestSpace.Shared shared) {
    this.old = old;
    this.now = now;
    this.touched = touched;
    this.subjects = subjects;
    this.shared = shared;
    approvers.put(old, new HashMap<>());
    approvers.put(now, new HashMap<>());
  }

  /** Returns what a condition on approval is, asked about somebody. */
  UnaryOperator<ConditionTest> meaning(PolicySide side, Subject subject) {
    return test -> meaning(side, subject, (Approved) test);
  }

  private Approved meaning(PolicySide side, Subject subject, Approved test) {
    if (!isPossible(side, subject, test)) {
      return ConditionTest.NEVER_APPROVED;
    }
    ApproverChange change = ApproverChange.NONE;
    for (Approved.Seat seat : test.seats()) {
      change = change.and(change(seat.permission()));
    }
    if (change.equals(ApproverChange.NONE)) {
      return test;
    }
    return side == old
        ? new Approved(test.seats(), test.within(), "old", !change.loses())
        : new Approved(test.seats(), test.within(), "new", !change.gains());
  }

  private boolean isPossible(PolicySide side, Subject subject, Approved test) {
    if (subject.isOfDirectory()) {
      return test.seats().stream().allMatch(seat -> mayBePermitted(side, seat.permission()));
    }
    Set<String> all = new HashSet<>();
    int needed = 0;
    for (Approved.Seat seat : test.seats()) {
      Set<String> people = new HashSet<>();
      able(side, seat.permission()).forEach(id -> people.add(personOf(side, id)));
      people.remove(personOf(side, subject.id()));
      if (people.size() < seat.count()) {
        return false;
      }
      all.addAll(people);
      needed += seat.count();
    }
    return all.size() >= needed;
  }

  // In a directory somebody may have any roles; of those that one policy alone has, all is
  // possible.
  private boolean mayBePermitted(PolicySide side, String permission) {
    try {
      return !old.roles().keySet().equals(now.roles().keySet())
          || asked("", permission).permits(side == old);
    } catch (ComparisonTooLargeException tooLarge) {
      return true;
    }
  }

  private static String personOf(PolicySide side, String id) {
    StaffAccount account = side.document().staff().get(id);
    return account == null ? id : account.personId();
  }

  /** Returns the accounts that have a role with a grant for a permission. */
  ImmutableSortedSet<String> approvers(PolicySide side, String permission) {
    Map<String, ImmutableSortedSet<String>> known = approvers.get(side);
    ImmutableSortedSet<String> found = known == null ? null : known.get(permission);
    if (found == null) {
      found =
          side.document().staff().values().stream()
              .filter(account -> !account.disabled())
              .filter(account -> mayHold(side, account, permission))
              .map(StaffAccount::id)
              .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
      approvers.computeIfAbsent(side, unseen -> new HashMap<>()).put(permission, found);
    }
    return found;
  }

  /** Returns those of the approvers who are permitted in some circumstances; all, if many. */
  private ImmutableSortedSet<String> able(PolicySide side, String permission) {
    ImmutableSortedSet<String> all = approvers(side, permission);
    if (subjects.containsKey("") || all.size() > MANY) {
      return all;
    }
    return all.stream()
        .filter(id -> asked(id, permission).permits(side == old))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /**
   * Returns the permissions that need approvals by people whom the change touches, for somebody who
   * may not be touched otherwise.
   */
  Set<String> touched(Optional<InputsBuilder> before, Optional<InputsBuilder> after) {
    if (before.isEmpty() || after.isEmpty() || changedApprovals().isEmpty()) {
      return Set.of();
    }
    Set<String> permissions = new TreeSet<>();
    for (SubjectInputs.RootInput root : after.get().roots()) {
      permissions.addAll(byRoot.computeIfAbsent(root.role(), this::withChangedApprovals));
    }
    return permissions;
  }

  private Set<String> withChangedApprovals(String root) {
    Set<String> permissions = new TreeSet<>();
    for (String permission : touched.all()) {
      if (PolicySide.entersServer(permission)
          || now.grants(root, permission).stream()
              .flatMap(grant -> grant.conditions().stream())
              .anyMatch(this::isChanged)) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  private boolean isChanged(Condition condition) {
    return condition instanceof Condition.Approval approval
        && approval.seats().stream().anyMatch(seat -> changedApprovals().contains(seat.by().id()));
  }

  /** Returns the permissions that approvals are given by, and whose holders change. */
  private Set<String> changedApprovals() {
    Set<String> known = changedApprovals;
    if (known == null) {
      known = new TreeSet<>();
      for (String permission : asking()) {
        if (!change(permission).equals(ApproverChange.NONE)) {
          known.add(permission);
        }
      }
      changedApprovals = known;
    }
    return known;
  }

  private Set<String> asking() {
    Set<String> asking = new TreeSet<>();
    for (PolicySide side : List.of(old, now)) {
      Stream.concat(
              side.roles().values().stream()
                  .flatMap(
                      role ->
                          Stream.concat(
                              role.requires().stream(),
                              role.grants().stream()
                                  .flatMap(grant -> grant.conditions().stream()))),
              side.servers().values().stream()
                  .flatMap(Optional::stream)
                  .flatMap(server -> server.requires().stream()))
          .filter(Condition.Approval.class::isInstance)
          .flatMap(condition -> ((Condition.Approval) condition).seats().stream())
          .forEach(seat -> asking.add(seat.by().id()));
    }
    return asking;
  }

  private static boolean mayHold(PolicySide side, StaffAccount account, String permission) {
    return account.roles().stream()
        .anyMatch(one -> !side.grants(one.role().id(), permission).isEmpty());
  }

  /** Returns how those who approve by a permission change. */
  private ApproverChange change(String permission) {
    ApproverChange known = changed.get(permission);
    if (known == null) {
      known = findChange(permission);
      changed.put(permission, known);
    }
    return known;
  }

  private ApproverChange findChange(String permission) {
    Subject anybody = subjects.get("");
    if (anybody != null) {
      return change(anybody, permission).equals(ApproverChange.NONE)
          ? ApproverChange.NONE
          : ApproverChange.ANY;
    }
    ApproverChange change = ApproverChange.NONE;
    for (String id : approvers(permission)) {
      Subject subject = subjects.get(id);
      change =
          subject == null || !personOf(old, id).equals(personOf(now, id))
              ? ApproverChange.ANY
              : change.and(change(subject, permission));
      if (change.equals(ApproverChange.ANY)) {
        return change;
      }
    }
    return change;
  }

  private ApproverChange change(Subject subject, String permission) {
    Optional<InputsBuilder> before = builder(old, subject);
    Optional<InputsBuilder> after = builder(now, subject);
    if (!touched.of(subject, before, after).contains(permission)) {
      return ApproverChange.NONE;
    }
    SubjectInputs one = inputs(before, permission);
    SubjectInputs other = inputs(after, permission);
    if (one.equals(other)) {
      return ApproverChange.NONE;
    }
    PairDifference difference = new PairDifference(permission, one, other, shared);
    return new ApproverChange(difference.gainsPermits(), difference.losesPermits());
  }

  // An approver has neither approvals nor emergencies.
  private static Optional<InputsBuilder> builder(PolicySide side, Subject subject, boolean isOld) {
    return subject.builder(side, isOld, (any, one) -> test -> ConditionTest.NEVER_APPROVED);
  }

  private Optional<InputsBuilder> builder(PolicySide side, Subject subject) {
    return builder(side, subject, side == old);
  }

  private static SubjectInputs inputs(Optional<InputsBuilder> builder, String permission) {
    return builder
        .map(one -> one.inputs(permission).withoutEmergencies())
        .orElse(SubjectInputs.NOBODY);
  }

  /** Returns what an approver is permitted under either policy. */
  PairDifference asked(String staff, String permission) {
    return asked.computeIfAbsent(
        new Asked(staff, permission),
        key -> {
          Subject subject = subjects.get(staff);
          if (subject == null) {
            throw new IllegalStateException(staff + " is in neither policy");
          }
          return new PairDifference(
              permission,
              inputs(builder(old, subject), permission),
              inputs(builder(now, subject), permission),
              shared);
        });
  }

  /** Returns those who could approve under either policy. */
  Set<String> approvers(String permission) {
    return Sets.union(approvers(old, permission), approvers(now, permission));
  }
}
