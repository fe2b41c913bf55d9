package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a policy looks at when it decides one permission for one account. Where two policies
 * have equal inputs they decide alike.
 *
 * @param active whether the account is there and not disabled
 * @param forATime whether some roles are not assigned for good
 * @param networks the addresses that the account acts from; any if absent
 * @param servers by id, those that can be entered; absent unless the permission enters one
 */
record SubjectInputs(
    boolean active,
    boolean forATime,
    Optional<NetworkSet> networks,
    List<RootInput> roots,
    List<DenyInput> denies,
    List<GrantInput> grants,
    List<SeparationInput> separations,
    Optional<Map<String, ServerInput>> servers) {
  static final SubjectInputs NOBODY =
      new SubjectInputs(
          false,
          false,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  /** A time in which a role is assigned. */
  record Span(Optional<Instant> from, Optional<Instant> until) {
    boolean isForGood() {
      return from.isEmpty() && until.isEmpty();
    }

    boolean runsAt(Instant instant) {
      return from.map(start -> !instant.isBefore(start)).orElse(true)
          && until.map(end -> instant.isBefore(end)).orElse(true);
    }
  }

  /**
   * A role where include paths begin.
   *
   * @param spans the times in which it is assigned
   * @param held the name under which a directory may say that it is assigned
   * @param emergencies those that give it while they are active
   */
  record RootInput(
      String role,
      List<Span> spans,
      Optional<String> held,
      ImmutableSortedSet<String> emergencies) {
    RootInput withoutEmergencies() {
      return new RootInput(role, spans, held, ImmutableSortedSet.of());
    }
  }

  /** A deny that is reached from a role. */
  record DenyInput(String root, String permission, Set<ConditionTest> tests) {}

  /**
   * A candidate but for the server that it enters.
   *
   * @param permissions those that it is a candidate by
   */
  record GrantInput(String root, List<ConditionTest> tests, List<String> permissions) {}

  /**
   * A rule of separation that may be broken.
   *
   * @param members for each the roles where paths to it begin
   */
  record SeparationInput(
      SeparationRule.Within within, int atMost, List<ImmutableSortedSet<String>> members) {}

  /** The ways into a server, in order. */
  record ServerInput(List<WayInput> ways) {}

  /**
   * A way into a server.
   *
   * @param root the role where the path to a listed one begins; absent if anybody may enter
   */
  record WayInput(Optional<String> root, List<ConditionTest> tests, Optional<String> user) {}

  SubjectInputs withoutEmergencies() {
    return new SubjectInputs(
        active,
        forATime,
        networks,
        roots.stream().map(RootInput::withoutEmergencies).toList(),
        denies,
        grants,
        separations,
        servers);
  }
}
