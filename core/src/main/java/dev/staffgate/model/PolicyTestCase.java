package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.staffgate.network.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An entry under {@code tests:}: somebody in a situation, and what must come of it. Without effect
 * on decisions (policy reference, section 2, "Tests").
 *
 * @param name for people
 * @param asker who asks; nobody where the question is in reverse
 * @param circumstances the situation
 * @param expected what must be permitted, challenged, approved or denied; nothing where the
 *     question is in reverse
 * @param reverse the question in reverse
 * @param at where it was written
 */
public record PolicyTestCase(
    String name,
    Asker asker,
    Circumstances circumstances,
    Expected expected,
    Optional<ReverseQuestion> reverse,
    Place at) {
  public PolicyTestCase {
    requireNonNull(name, "name");
    requireNonNull(asker, "asker");
    requireNonNull(circumstances, "circumstances");
    requireNonNull(expected, "expected");
    requireNonNull(reverse, "reverse");
    requireNonNull(at, "at");
  }

  /**
   * A value, or a list of values of which each makes a case of its own.
   *
   * @param values none if it is not given
   * @param isList whether it was written as a list, which names the cases after it
   */
  public record Choice<T>(List<T> values, boolean isList) {
    public Choice {
      values = List.copyOf(values);
      checkArgument(isList || values.size() <= 1, "several values are a list");
    }

    /** Returns a choice that is not given. */
    public static <T> Choice<T> none() {
      return new Choice<>(List.of(), false);
    }

    /** Returns a single value. */
    public static <T> Choice<T> of(T value) {
      return new Choice<>(List.of(value), false);
    }
  }

  /**
   * The one who asks.
   *
   * @param staff ids of accounts, of the policy or of a directory
   * @param roles instead of {@code staff}: what an account without id, name and attributes holds
   * @param assigned what is assigned to that account, ids by resource type
   */
  public record Asker(
      Choice<String> staff, List<NameRef> roles, Map<String, Set<String>> assigned) {
    /** Nobody: the question is in reverse. */
    public static final Asker NOBODY = new Asker(Choice.none(), List.of(), Map.of());

    public Asker {
      requireNonNull(staff, "staff");
      roles = List.copyOf(roles);
      assigned = ImmutableMap.copyOf(Maps.transformValues(assigned, ImmutableSet::copyOf));
    }

    /** Returns an account as the one who asks. */
    public static Asker of(String staff) {
      return new Asker(Choice.of(staff), List.of(), Map.of());
    }
  }

  /**
   * The situation in which is asked.
   *
   * @param from the client addresses
   * @param instant the request's instant
   * @param secondFactorAge how old the last second factor is at that instant
   * @param resources ids by type, added to those of each question
   * @param attributes texts by name, added to those of each question
   * @param actingAs the roles acted with; none means all
   * @param emergencies the emergencies that are active
   * @param approvals who approved, when and from where
   * @param locks the locks in force
   */
  public record Circumstances(
      Choice<IpAddress> from,
      Instant instant,
      Optional<Duration> secondFactorAge,
      Map<String, String> resources,
      Map<String, String> attributes,
      List<String> actingAs,
      List<String> emergencies,
      List<GivenApproval> approvals,
      List<GivenLock> locks) {
    public Circumstances {
      requireNonNull(from, "from");
      requireNonNull(instant, "instant");
      requireNonNull(secondFactorAge, "secondFactorAge");
      resources = ImmutableMap.copyOf(resources);
      attributes = ImmutableMap.copyOf(attributes);
      actingAs = List.copyOf(actingAs);
      emergencies = List.copyOf(emergencies);
      approvals = List.copyOf(approvals);
      locks = List.copyOf(locks);
    }

    /** Returns a situation of which nothing but the instant is given. */
    public static Circumstances at(Instant instant) {
      return new Circumstances(
          Choice.none(),
          instant,
          Optional.empty(),
          Map.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }

  /**
   * The expected answers.
   *
   * @param permit what must be permitted
   * @param challenge what must need a second factor
   * @param approval what must need approval
   * @param deny what must be denied
   * @param because the reason code of each denial
   */
  public record Expected(
      List<Question> permit,
      List<Question> challenge,
      List<Question> approval,
      List<Question> deny,
      Optional<String> because) {
    /** No answer is expected: the question is in reverse. */
    public static final Expected NOTHING =
        new Expected(List.of(), List.of(), List.of(), List.of(), Optional.empty());

    public Expected {
      permit = List.copyOf(permit);
      challenge = List.copyOf(challenge);
      approval = List.copyOf(approval);
      deny = List.copyOf(deny);
      requireNonNull(because, "because");
    }
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
   * A question in reverse, and its exact answer.
   *
   * @param kind what is asked
   * @param subject the permission of {@code who-can}, else the id of an account
   * @param resources of {@code who-can}: ids by type
   * @param are the answer: ids, wildcards of permissions, or {@code @groups} of servers
   */
  public record ReverseQuestion(
      Kind kind, NameRef subject, Map<String, String> resources, List<NameRef> are) {
    /** The kinds of questions. */
    public enum Kind {
      /** The accounts that are permitted a permission. */
      WHO_CAN("who-can"),
      /** The permissions that an account is permitted. */
      WHAT_CAN("what-can"),
      /** The servers that an account may enter. */
      SERVERS_OF("servers-of");

      private final String key;

      Kind(String key) {
        this.key = key;
      }

      /** Returns the key in a test. */
      public String key() {
        return key;
      }
    }

    public ReverseQuestion {
      requireNonNull(kind, "kind");
      requireNonNull(subject, "subject");
      resources = ImmutableMap.copyOf(resources);
      are = List.copyOf(are);
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

  /**
   * A lock in force (policy reference, section 6).
   *
   * @param target what it is on, as a key such as {@code server-group}
   * @param name the id, permission or wildcard; empty for {@code everybody}
   * @param sparesEmergencies whether it spares who holds an active emergency; for {@code everybody}
   * @param message for the person who is stopped
   * @param at where it was written
   */
  public record GivenLock(
      String target, String name, boolean sparesEmergencies, String message, Place at) {
    /** The keys of what a lock can be on. */
    public static final Set<String> TARGETS =
        ImmutableSet.of("everybody", "staff", "permission", "server", "server-group", "role");

    public GivenLock {
      checkArgument(TARGETS.contains(target), "%s is nothing to lock", target);
      checkArgument(
          target.equals("everybody") == name.isEmpty(), "a lock on %s is not on %s", target, name);
      checkArgument(
          target.equals("everybody") || !sparesEmergencies,
          "only a lock on everybody can spare those who hold an emergency");
      requireNonNull(message, "message");
      requireNonNull(at, "at");
    }
  }
}
