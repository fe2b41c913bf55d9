package dev.staffgate.analysis.diff;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.cells.TextTruth;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes the names out of the conditions of one policy. Not thread-safe. */
public final class ConditionResolver {
  private static final String STAFF = "staff.";
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  private final PolicyDocument document;
  private final Set<String> servers;
  private final Set<String> departments;
  private final Map<List<NetworkTerm>, NetworkSet> networks = new HashMap<>();
  private final Map<String, BitSet> weeks = new HashMap<>();
  private final Map<Condition, ConditionTest> settled = new HashMap<>();

  ConditionResolver(PolicyDocument document) {
    this.document = document;
    this.servers = document.servers().keySet();
    this.departments =
        document.departments().stream().map(NameRef::id).collect(ImmutableSet.toImmutableSet());
  }

  /**
   * Returns the test of a condition.
   *
   * @param account that asks; null for any account, whose attributes then count as given
   */
  public ConditionTest test(Condition condition, @Nullable StaffAccount account) {
    ConditionTest known = settled.get(condition);
    if (known != null) {
      return known;
    }
    ConditionTest test = resolve(condition, account);
    if (!dependsOnAccount(condition)) {
      settled.put(condition, test);
    }
    return test;
  }

  private static boolean dependsOnAccount(Condition condition) {
    if (condition instanceof Condition.Resource resource) {
      return resource.members().stream()
          .anyMatch(term -> term.kind() == ResourceTerm.Kind.ASSIGNED);
    }
    if (condition instanceof Condition.Amount amount) {
      return amount.attribute().startsWith(STAFF);
    }
    if (condition instanceof Condition.Attribute attribute) {
      return attribute.attribute().startsWith(STAFF);
    }
    return condition instanceof Condition.Same same
        && (same.left().startsWith(STAFF) || same.right().startsWith(STAFF));
  }

  private ConditionTest resolve(Condition condition, @Nullable StaffAccount account) {
    return switch (condition.kind()) {
      case NETWORKS -> {
        Condition.Networks one = (Condition.Networks) condition;
        yield new ConditionTest.Addresses(networks(one.terms()), one.inside());
      }
      case SCHEDULE -> windows((Condition.InSchedule) condition);
      case SECOND_FACTOR ->
          new ConditionTest.FactorAge(((Condition.SecondFactor) condition).maxAge());
      case AMOUNT -> amount((Condition.Amount) condition, account);
      case RESOURCE -> resource((Condition.Resource) condition, account);
      case ATTRIBUTE -> attribute((Condition.Attribute) condition, account);
      case SAME -> same((Condition.Same) condition, account);
      case APPROVAL -> approval((Condition.Approval) condition);
    };
  }

  /** Returns the addresses that are meant. */
  public NetworkSet networks(List<NetworkTerm> terms) {
    NetworkSet known = networks.get(terms);
    if (known == null) {
      List<IpRange> ranges = new ArrayList<>();
      collect(terms, ranges, new TreeSet<>());
      known = NetworkSet.copyOf(ranges);
      networks.put(terms, known);
    }
    return known;
  }

  private void collect(List<NetworkTerm> terms, List<IpRange> ranges, Set<String> seen) {
    for (NetworkTerm term : terms) {
      if (term instanceof NetworkTerm.Addresses addresses) {
        ranges.add(addresses.range());
      } else if (term instanceof NetworkTerm.Named named && seen.add(named.network().id())) {
        collect(
            requireNonNull(document.networks().get(named.network().id())).terms(), ranges, seen);
      }
    }
  }

  private ConditionTest windows(Condition.InSchedule condition) {
    Schedule schedule = requireNonNull(document.schedules().get(condition.schedule().id()));
    return new ConditionTest.Windows(
        schedule.zone(),
        weeks.computeIfAbsent(schedule.id(), unseen -> minutes(schedule)),
        condition.inside());
  }

  private static BitSet minutes(Schedule schedule) {
    BitSet minutes = new BitSet(WEEK);
    for (Schedule.Window window : schedule.windows()) {
      int end = window.end() > window.start() ? window.end() : window.end() + DAY;
      for (DayOfWeek day : window.days()) {
        int midnight = (day.getValue() - 1) * DAY;
        minutes.set(midnight + window.start(), Math.min(midnight + end, WEEK));
        minutes.set(0, Math.max(midnight + end - WEEK, 0));
      }
    }
    return minutes;
  }

  private static boolean isSettled(String attribute, @Nullable StaffAccount account) {
    return attribute.startsWith(STAFF) && account != null;
  }

  private static Optional<String> text(String attribute, @Nullable StaffAccount account) {
    return Optional.ofNullable(
        requireNonNull(account).attribute(attribute.substring(STAFF.length())));
  }

  private static ConditionTest amount(Condition.Amount condition, @Nullable StaffAccount account) {
    ConditionTest.AmountLimit test =
        new ConditionTest.AmountLimit(condition.attribute(), condition.limit(), condition.upTo());
    return isSettled(condition.attribute(), account)
        ? new ConditionTest.Constant(TextTruth.of(test, text(condition.attribute(), account)))
        : test;
  }

  private static ConditionTest attribute(
      Condition.Attribute condition, @Nullable StaffAccount account) {
    ConditionTest.TextAmong test =
        new ConditionTest.TextAmong(condition.attribute(), ImmutableSet.copyOf(condition.values()));
    return isSettled(condition.attribute(), account)
        ? new ConditionTest.Constant(TextTruth.of(test, text(condition.attribute(), account)))
        : test;
  }

  private static ConditionTest same(Condition.Same condition, @Nullable StaffAccount account) {
    String left = condition.left();
    String right = condition.right();
    boolean leftIsSettled = isSettled(left, account);
    boolean rightIsSettled = isSettled(right, account);
    if (leftIsSettled && rightIsSettled) {
      Optional<String> one = text(left, account);
      Optional<String> other = text(right, account);
      return new ConditionTest.Constant(
          one.isEmpty() || other.isEmpty() ? TruthValue.UNKNOWN : TruthValue.of(one.equals(other)));
    }
    if (leftIsSettled || rightIsSettled) {
      return exactly(leftIsSettled ? right : left, text(leftIsSettled ? left : right, account));
    }
    if (left.equals(right)) {
      return new ConditionTest.TextGiven(left);
    }
    return left.compareTo(right) < 0
        ? new ConditionTest.TextsEqual(left, right)
        : new ConditionTest.TextsEqual(right, left);
  }

  private static ConditionTest exactly(String attribute, Optional<String> text) {
    return text.isPresent()
        ? new ConditionTest.ExactText(attribute, text.get())
        : new ConditionTest.Constant(TruthValue.UNKNOWN);
  }

  private ConditionTest resource(Condition.Resource condition, @Nullable StaffAccount account) {
    ImmutableSet.Builder<String> ids = ImmutableSet.builder();
    boolean orAssigned = false;
    for (ResourceTerm term : condition.members()) {
      switch (term.kind()) {
        case ID -> ids.add(term.id());
        case GROUP ->
            requireNonNull(document.serverGroups().get(term.id()))
                .servers()
                .forEach(server -> ids.add(server.id()));
        case ASSIGNED -> {
          orAssigned |= account == null;
          ids.addAll(account == null ? Set.of() : account.assigned(condition.type()));
        }
      }
    }
    return new ConditionTest.Membership(
        condition.type(), ids.build(), defined(condition.type()), orAssigned, condition.among());
  }

  private Optional<Set<String>> defined(String type) {
    return switch (type) {
      case "department" -> Optional.of(departments);
      case "server" -> Optional.of(servers);
      default -> Optional.empty();
    };
  }

  private static ConditionTest approval(Condition.Approval condition) {
    return new ConditionTest.Approved(
        condition.seats().stream()
            .map(seat -> new ConditionTest.Approved.Seat(seat.by().id(), seat.count()))
            .sorted(java.util.Comparator.comparing(ConditionTest.Approved.Seat::permission))
            .toList(),
        condition.within(),
        "",
        false);
  }
}
