package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.network.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry under {@code tests:}: one person in one situation, and what must be permitted, need
 * approval or be denied. Without effect on decisions.
 *
 * @param name for people
 * @param staff whose decisions
 * @param from the client address
 * @param instant the request's instant
 * @param secondFactorAge how old the last second factor is at that instant
 * @param actingAs the roles acted with; none means all
 * @param emergencies the emergencies that are active
 * @param approvals who approved, when and from where
 * @param permit what must be permitted
 * @param approval what must need approval
 * @param deny what must be denied
 * @param at where it was written
 */
public record PolicyTestCase(
    String name,
    String staff,
    Optional<IpAddress> from,
    Instant instant,
    Optional<Duration> secondFactorAge,
    List<String> actingAs,
    List<String> emergencies,
    List<GivenApproval> approvals,
    List<Question> permit,
    List<Question> approval,
    List<Question> deny,
    Place at) {
  public PolicyTestCase {
    requireNonNull(name, "name");
    requireNonNull(staff, "staff");
    requireNonNull(from, "from");
    requireNonNull(instant, "instant");
    requireNonNull(secondFactorAge, "secondFactorAge");
    actingAs = List.copyOf(actingAs);
    emergencies = List.copyOf(emergencies);
    approvals = List.copyOf(approvals);
    permit = List.copyOf(permit);
    approval = List.copyOf(approval);
    deny = List.copyOf(deny);
    requireNonNull(at, "at");
  }

  /**
   * A question that a test asks.
   *
   * @param permission the permission
   * @param resources ids by type
   * @param attributes texts by name
   * @param at where it was written
   */
  public record Question(
      NameRef permission, Map<String, String> resources, Map<String, String> attributes, Place at) {
    public Question {
      requireNonNull(permission, "permission");
      resources = ImmutableMap.copyOf(resources);
      attributes = ImmutableMap.copyOf(attributes);
      requireNonNull(at, "at");
    }
  }

  /**
   * An approval that was given (policy reference, section 6).
   *
   * @param by the approver's staff id
   * @param at when
   * @param from the approver's address
   * @param secondFactorAt the approver's last second factor
   * @param actingAs the roles that the approver acted with; none means all
   */
  public record GivenApproval(
      String by,
      Instant at,
      Optional<IpAddress> from,
      Optional<Instant> secondFactorAt,
      List<String> actingAs) {
    public GivenApproval {
      requireNonNull(by, "by");
      requireNonNull(at, "at");
      requireNonNull(from, "from");
      requireNonNull(secondFactorAt, "secondFactorAt");
      actingAs = List.copyOf(actingAs);
    }
  }
}
