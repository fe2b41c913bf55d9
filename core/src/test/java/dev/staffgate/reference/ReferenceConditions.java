package dev.staffgate.reference;

import static java.time.temporal.ChronoUnit.MINUTES;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Policy reference, section 3, written down plainly: whether one condition holds for one request.
 *
 * <p>It does without the helpers of the model and the network package wherever those decide
 * something, so that a slip in them shows as a difference; but for the order of addresses, which
 * has a proof of its own in {@code NetworkPropertiesTest}.
 */
final class ReferenceConditions {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}(\\.[0-9]{1,64})?");
  private static final Pattern SIGNED_NUMBER = Pattern.compile("-?[0-9]{1,64}(\\.[0-9]{1,64})?");

  private final PolicyDocument document;
  private final ReferenceApprovals approvals;

  ReferenceConditions(PolicyDocument document, ReferenceEvaluator evaluator) {
    this.document = document;
    this.approvals = new ReferenceApprovals(document, evaluator);
  }

  TruthValue of(Condition condition, AccessRequest asked, StaffAccount account) {
    return switch (condition.kind()) {
      case NETWORKS -> networks((Condition.Networks) condition, asked);
      case SCHEDULE -> schedule((Condition.InSchedule) condition, asked);
      case SECOND_FACTOR -> secondFactor((Condition.SecondFactor) condition, asked);
      case AMOUNT -> amount((Condition.Amount) condition, asked, account);
      case RESOURCE -> resource((Condition.Resource) condition, asked, account);
      case ATTRIBUTE -> attribute((Condition.Attribute) condition, asked, account);
      case SAME -> same((Condition.Same) condition, asked, account);
      case APPROVAL -> approvals.of((Condition.Approval) condition, asked);
    };
  }

  /** {@code networks}: the client address lies in one of them; unknown without an address. */
  private TruthValue networks(Condition.Networks condition, AccessRequest asked) {
    Optional<IpAddress> from = asked.from();
    if (from.isEmpty()) {
      return TruthValue.UNKNOWN;
    }
    return truth(liesIn(from.get(), condition.terms()) == condition.inside());
  }

  /** Whether an address lies in one of some networks, whose names may stand for further ones. */
  boolean liesIn(IpAddress address, List<NetworkTerm> terms) {
    for (NetworkTerm term : terms) {
      boolean inside =
          term instanceof NetworkTerm.Named named
              ? liesIn(address, document.networks().get(named.network().id()).terms())
              : liesIn(address, ((NetworkTerm.Addresses) term).range());
      if (inside) {
        return true;
      }
    }
    return false;
  }

  // 0.0.0.0/0 holds no IPv6, ::/0 no IPv4: the families are told apart before the numbers.
  private static boolean liesIn(IpAddress address, IpRange range) {
    return address.isIpv4() == range.first().isIpv4()
        && range.first().compareTo(address) <= 0
        && address.compareTo(range.last()) <= 0;
  }

  /**
   * {@code schedule}: the instant lies inside a window. A request of the API may have no instant,
   * which the table of section 3 does not know: then it is unknown, which never helps.
   */
  private TruthValue schedule(Condition.InSchedule condition, AccessRequest asked) {
    Optional<Instant> at = asked.at();
    if (at.isEmpty()) {
      return TruthValue.UNKNOWN;
    }
    Schedule schedule = document.schedules().get(condition.schedule().id());
    LocalDateTime local = LocalDateTime.ofInstant(at.get(), schedule.zone());
    boolean inside = false;
    for (Schedule.Window window : schedule.windows()) {
      inside |= contains(window, local);
    }
    return truth(inside == condition.inside());
  }

  // Half-open, by weekday and wall-clock time alone. One whose end is not after its start ends on
  // the next day and belongs to the day on which it starts.
  private static boolean contains(Schedule.Window window, LocalDateTime local) {
    DayOfWeek today = local.getDayOfWeek();
    long minute = MINUTES.between(local.toLocalDate().atStartOfDay(), local);
    if (window.end() > window.start()) {
      return window.days().contains(today) && minute >= window.start() && minute < window.end();
    }
    return (window.days().contains(today) && minute >= window.start())
        || (window.days().contains(today.minus(1)) && minute < window.end());
  }

  /**
   * {@code second-factor}: −60 s ≤ instant − last second factor ≤ D, to the nanosecond. None
   * verified, and no instant to measure from, is false.
   */
  private static TruthValue secondFactor(Condition.SecondFactor condition, AccessRequest asked) {
    Optional<Instant> at = asked.at();
    Optional<Instant> verified = asked.secondFactorAt();
    return truth(
        at.isPresent()
            && verified.isPresent()
            && isAgeWithin(verified.get(), at.get(), condition.maxAge()));
  }

  // Clocks differ: what lies up to 60 s ahead has age 0, and no limit is less.
  static boolean isAgeWithin(Instant past, Instant now, Duration limit) {
    Duration age = Duration.between(past, now);
    return age.compareTo(Duration.ofMinutes(-1)) >= 0 && age.compareTo(limit) <= 0;
  }

  /**
   * {@code up-to} and {@code above}: unknown if the attribute is missing or no number in the form
   * of section 1; a negative one is none.
   */
  private static TruthValue amount(
      Condition.Amount condition, AccessRequest asked, StaffAccount account) {
    Optional<String> text = attribute(condition.attribute(), asked, account);
    if (text.isEmpty() || !NUMBER.matcher(text.get()).matches()) {
      return TruthValue.UNKNOWN;
    }
    boolean upTo = new BigDecimal(text.get()).compareTo(condition.limit()) <= 0;
    return truth(upTo == condition.upTo());
  }

  /**
   * {@code only} and {@code except}: unknown if the request names no resource of that type, or a
   * department or server that the policy does not define.
   */
  private TruthValue resource(
      Condition.Resource condition, AccessRequest asked, StaffAccount account) {
    Optional<String> named = resourceNamed(condition.type(), asked);
    if (named.isEmpty()) {
      return TruthValue.UNKNOWN;
    }
    boolean among = false;
    for (ResourceTerm term : condition.members()) {
      among |= contains(term, condition.type(), named.get(), account);
    }
    return truth(among == condition.among());
  }

  private Optional<String> resourceNamed(String type, AccessRequest asked) {
    String id = asked.resources().get(type);
    boolean undefined =
        switch (type) {
          case "server" -> !document.servers().containsKey(id);
          case "department" -> !contains(document.departments(), id);
          default -> false;
        };
    return undefined ? Optional.empty() : Optional.ofNullable(id);
  }

  private static boolean contains(List<NameRef> refs, String id) {
    for (NameRef ref : refs) {
      if (ref.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private boolean contains(ResourceTerm term, String type, String id, StaffAccount account) {
    return switch (term.kind()) {
      case ID -> term.id().equals(id);
      case GROUP ->
          // Groups are groups of servers, and named under that type alone.
          type.equals("server") && contains(document.serverGroups().get(term.id()).servers(), id);
      case ASSIGNED -> account.assigned().getOrDefault(type, Set.of()).contains(id);
    };
  }

  /**
   * {@code where}: as decimals if both are numbers (a leading minus is allowed), else the exact
   * text; unknown if the attribute is missing.
   */
  private static TruthValue attribute(
      Condition.Attribute condition, AccessRequest asked, StaffAccount account) {
    Optional<String> text = attribute(condition.attribute(), asked, account);
    if (text.isEmpty()) {
      return TruthValue.UNKNOWN;
    }
    boolean found = false;
    for (String value : condition.values()) {
      found |= isOneValue(value, text.get());
    }
    return truth(found);
  }

  private static boolean isOneValue(String left, String right) {
    if (SIGNED_NUMBER.matcher(left).matches() && SIGNED_NUMBER.matcher(right).matches()) {
      return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    }
    return left.equals(right);
  }

  /** {@code same}: both are there and the exact same text; unknown if one is missing. */
  private static TruthValue same(
      Condition.Same condition, AccessRequest asked, StaffAccount account) {
    Optional<String> left = attribute(condition.left(), asked, account);
    Optional<String> right = attribute(condition.right(), asked, account);
    if (left.isEmpty() || right.isEmpty()) {
      return TruthValue.UNKNOWN;
    }
    return truth(left.get().equals(right.get()));
  }

  // staff.x is what the directory stores on the account; all else came with the request.
  private static Optional<String> attribute(
      String name, AccessRequest asked, StaffAccount account) {
    if (!name.startsWith("staff.")) {
      return Optional.ofNullable(asked.attributes().get(name));
    }
    return switch (name) {
      case "staff.id" -> Optional.of(account.id());
      case "staff.name" -> account.name();
      case "staff.email" -> account.email();
      default -> Optional.ofNullable(account.attributes().get(name.substring("staff.".length())));
    };
  }

  static TruthValue truth(boolean holds) {
    return holds ? TruthValue.TRUE : TruthValue.FALSE;
  }
}
