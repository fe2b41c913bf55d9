package dev.staffgate.generators;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Role;
import dev.staffgate.network.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests at and beside the edges of one policy of {@link RandomPolicies}: who asks for what on
 * what, each in several circumstances.
 */
public final class RandomRequests {
  /** How many questions are made of one policy. */
  public static final int QUESTIONS = 64;

  /** In how many circumstances each is asked. */
  public static final int CIRCUMSTANCES = 8;

  private static final List<IpAddress> ADDRESSES =
      EdgeValues.ADDRESSES.stream().map(IpAddress::parse).toList();
  private static final List<String> NO_PERMISSIONS =
      List.of("ticket", "ticket.*", "*", "own.three", "Ticket.view", "");
  static final List<String> ROLES = roles();
  static final List<String> EMERGENCIES = List.of("down", "fire", "Down");

  private final RandomChoices dice;
  private final RandomLocks locks;
  private final Catalogue catalogue;
  private final List<Instant> bounds;

  public RandomRequests(RandomChoices dice, RandomPolicies.Rolled policy) {
    this.dice = dice;
    this.locks = new RandomLocks(dice, policy.document());
    this.catalogue = policy.document().catalogue();
    this.bounds = policy.bounds();
  }

  // A policy may define fewer: then it is asked with names that mean nothing.
  private static List<String> roles() {
    List<String> all = new ArrayList<>(RoleArbitraries.IDS);
    all.add(Role.FULL_ADMINISTRATOR);
    all.add("A");
    all.add(RoleArbitraries.former("a"));
    all.add(RoleArbitraries.former("z"));
    return all;
  }

  /** {@link #QUESTIONS} times {@link #CIRCUMSTANCES} requests. */
  public List<AccessRequest> all() {
    List<AccessRequest> requests = new ArrayList<>(QUESTIONS * CIRCUMSTANCES);
    for (int i = 0; i < QUESTIONS; i++) {
      AccessRequest question = question();
      for (int j = 0; j < CIRCUMSTANCES; j++) {
        requests.add(inCircumstances(question));
      }
    }
    return requests;
  }

  private AccessRequest question() {
    AccessRequest question = asked(staff(), permission());
    question = on(question, "server", EdgeValues.SERVERS, "web9", "@eu", "Web1", "assigned");
    question = on(question, "department", EdgeValues.DEPARTMENTS, "nowhere", "assigned", "");
    question = on(question, "client-group", EdgeValues.CLIENT_GROUPS, "other", "assigned", "@eu");
    question = with(question, "amount", EdgeValues.NUMBERS);
    question = with(question, "resource.status", List.of("open", "1.0", "-1", "true", "Open"));
    question = with(question, "resource.owner", List.of("alice", "bob", "open", "100.0", ""));
    return with(question, "subject.claim", List.of("night", "-1", "x"));
  }

  // By text, or by a permission that was resolved before.
  private AccessRequest asked(String staff, String permission) {
    Optional<Permission> resolved = catalogue.find(permission);
    return dice.either() && resolved.isPresent()
        ? AccessRequest.of(staff, resolved.get())
        : AccessRequest.of(staff, permission);
  }

  private String staff() {
    return dice.oneIn(64) ? dice.of(List.of("Alice", "Dave", "")) : dice.of(EdgeValues.STAFF);
  }

  private String permission() {
    if (dice.oneIn(64)) {
      return dice.of(NO_PERMISSIONS);
    }
    return dice.oneIn(3) ? Permission.SERVER_SSO : dice.of(RoleArbitraries.PERMISSIONS);
  }

  private AccessRequest on(
      AccessRequest question, String type, List<String> usual, String... others) {
    return switch (dice.below(12)) {
      case 0 -> question;
      case 1 -> question.on(type, dice.of(List.of(others)));
      default -> question.on(type, dice.of(usual));
    };
  }

  private AccessRequest with(AccessRequest question, String attribute, List<String> values) {
    return dice.oneIn(6) ? question : question.with(attribute, dice.of(values));
  }

  private AccessRequest inCircumstances(AccessRequest question) {
    AccessRequest request = question;
    if (!dice.oneIn(8)) {
      request = request.from(dice.of(ADDRESSES));
    }
    Instant at = atOrBeside(dice.of(dice.either() ? bounds : EdgeValues.INSTANTS));
    if (dice.oneIn(64)) {
      at = dice.of(EdgeValues.OUTERMOST);
    }
    if (!dice.oneIn(16)) {
      request = request.at(at);
    }
    if (!dice.oneIn(5)) {
      request = request.secondFactorAt(before(at, dice.of(EdgeValues.AGES)));
    }
    if (dice.oneIn(5)) {
      request = request.actingAs(texts(dice.some(ROLES, 0, 3)));
    }
    if (dice.oneIn(4)) {
      request = request.inEmergencies(texts(dice.some(EMERGENCIES, 1, 2)));
    }
    if (dice.either()) {
      Instant asked = at;
      request =
          request.approvedBy(dice.times(1, 5, () -> approval(asked)).toArray(GivenApproval[]::new));
    }
    return dice.oneIn(3) ? request.underLocks(locks.some()) : request;
  }

  private GivenApproval approval(Instant asked) {
    Instant at =
        dice.either()
            ? asked
            : before(asked, dice.of(dice.either() ? EdgeValues.AGES : EdgeValues.WITHIN));
    GivenApproval approval = GivenApproval.of(staff(), at);
    if (!dice.oneIn(6)) {
      approval = approval.withFrom(dice.of(ADDRESSES));
    }
    if (!dice.oneIn(5)) {
      approval = approval.withSecondFactorAt(before(at, dice.of(EdgeValues.AGES)));
    }
    return dice.oneIn(6) ? approval.withActingAs(texts(dice.some(ROLES, 0, 3))) : approval;
  }

  private static String[] texts(List<String> list) {
    return list.toArray(String[]::new);
  }

  // At that age, a nanosecond more or less; or in the future, as much as clocks may differ.
  private Instant before(Instant instant, Duration age) {
    return dice.oneIn(8)
        ? EdgeValues.allowed(instant.plus(dice.of(EdgeValues.AHEAD))).orElse(instant)
        : atOrBeside(EdgeValues.allowed(instant.minus(age)).orElse(instant));
  }

  private Instant atOrBeside(Instant instant) {
    return dice.either()
        ? instant
        : EdgeValues.allowed(instant.plus(dice.of(EdgeValues.BESIDE))).orElse(instant);
  }
}
