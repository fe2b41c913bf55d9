package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.text.AgeText;
import dev.staffgate.text.VisibleText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A condition that was made ready to be tested: names resolved, numbers read. Policy reference,
 * section 3.
 */
public abstract class CompiledCondition {
  public static final CompiledCondition[] NONE = {};

  /** The sort of condition. */
  final Condition.Kind kind;

  private final Condition condition;

  private CompiledCondition(Condition condition) {
    this.condition = condition;
    this.kind = condition.kind();
  }

  /** Returns the conditions of both; the first of them if the others are missing. */
  public static CompiledCondition[] concat(CompiledCondition[] first, CompiledCondition[] second) {
    if (second.length == 0) {
      return first;
    }
    CompiledCondition[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Returns the condition as it was written. */
  public final Condition condition() {
    return condition;
  }

  /** Tests the condition. */
  public abstract TruthValue test(EvaluationContext context);

  /** Returns the value that the test looks at, for an explanation. */
  public abstract String observedValue(EvaluationContext context);

  /** The most by which what was recorded may lie ahead of the request: clocks differ. */
  static final long SKEW_SECONDS = 60;

  /**
   * Returns whether −60 s ≤ now − then ≤ most, to the nanosecond: what is ahead by no more than
   * clocks differ has the age 0. Allocates nothing.
   */
  private static boolean isAgeWithin(Instant then, Instant now, Duration most) {
    long seconds = now.getEpochSecond() - then.getEpochSecond(); // both in the years 1 to 9999
    int nanos = now.getNano() - then.getNano();
    if (nanos < 0) {
      seconds--;
      nanos += 1_000_000_000;
    }
    return seconds >= -SKEW_SECONDS
        && (seconds < most.getSeconds()
            || (seconds == most.getSeconds() && nanos <= most.getNano()));
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "not given" : VisibleText.longExcerpt(value.toString());
  }

  public static final class Networks extends CompiledCondition {
    private final NetworkSet networks;
    private final boolean inside;

    public Networks(Condition.Networks condition, NetworkSet networks) {
      super(condition);
      this.networks = networks;
      this.inside = condition.inside();
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      IpAddress address = context.request.addressOrNull();
      return address == null
          ? TruthValue.UNKNOWN
          : TruthValue.of(networks.contains(address) == inside);
    }

    @Override
    public String observedValue(EvaluationContext context) {
      return shown(context.request.addressOrNull());
    }
  }

  public static final class InSchedule extends CompiledCondition {
    private final Schedule schedule;
    private final WeeklyWindows weekly;
    private final boolean inside;

    public InSchedule(Condition.InSchedule condition, Schedule schedule) {
      super(condition);
      this.schedule = schedule;
      this.weekly = new WeeklyWindows(schedule);
      this.inside = condition.inside();
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      Instant instant = context.request.instantOrNull();
      return instant == null
          ? TruthValue.UNKNOWN
          : TruthValue.of(weekly.contains(instant) == inside);
    }

    @Override
    public String observedValue(EvaluationContext context) {
      Instant instant = context.request.instantOrNull();
      return instant == null ? shown(null) : shown(instant.atZone(schedule.zone()));
    }
  }

  public static final class SecondFactor extends CompiledCondition {
    private final Duration maxAge;

    public SecondFactor(Condition.SecondFactor condition) {
      super(condition);
      this.maxAge = condition.maxAge();
    }

    Duration maxAge() {
      return maxAge;
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      Instant instant = context.request.instantOrNull();
      Instant verified = context.request.secondFactorOrNull();
      return TruthValue.of(
          instant != null && verified != null && isAgeWithin(verified, instant, maxAge));
    }

    @Override
    public String observedValue(EvaluationContext context) {
      Instant instant = context.request.instantOrNull();
      Instant verified = context.request.secondFactorOrNull();
      if (verified == null) {
        return "none verified";
      }
      return instant == null
          ? "verified, but the request has no instant"
          : "verified " + AgeText.of(Duration.between(verified, instant));
    }
  }

  /** Tests that look at one attribute, of the request or of the account. */
  private abstract static class OnAttribute extends CompiledCondition {
    private final Attribute attribute;

    OnAttribute(Condition condition, String attribute) {
      super(condition);
      this.attribute = Attribute.of(attribute);
    }

    final @Nullable String value(EvaluationContext context) {
      return attribute.of(context);
    }

    @Override
    public String observedValue(EvaluationContext context) {
      return shown(value(context));
    }
  }

  /** An attribute: of the account, under the name without {@code staff.}, or of the request. */
  private record Attribute(boolean ofStaff, String name) {
    static Attribute of(String written) {
      return written.startsWith("staff.")
          ? new Attribute(true, written.substring("staff.".length()))
          : new Attribute(false, written);
    }

    @Nullable String of(EvaluationContext context) {
      return ofStaff ? context.account.attribute(name) : context.request.attributeOrNull(name);
    }
  }

  public static final class Amount extends OnAttribute {
    private final boolean upTo;
    private final BigDecimal limit;

    public Amount(Condition.Amount condition) {
      super(condition, condition.attribute());
      this.upTo = condition.upTo();
      this.limit = condition.limit();
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      BigDecimal amount = DecimalParser.parseUnsigned(value(context));
      return amount == null
          ? TruthValue.UNKNOWN
          : TruthValue.of((amount.compareTo(limit) <= 0) == upTo);
    }

    @Override
    public String observedValue(EvaluationContext context) {
      String value = value(context);
      return value == null || DecimalParser.parseUnsigned(value) != null
          ? shown(value)
          : shown(value) + ", not a number";
    }
  }

  public static final class OneOf extends OnAttribute {
    private final ImmutableSet<String> texts;
    private final List<BigDecimal> numbers;

    public OneOf(Condition.Attribute condition) {
      super(condition, condition.attribute());
      this.texts = ImmutableSet.copyOf(condition.values());
      this.numbers =
          condition.values().stream()
              .map(DecimalParser::parseSigned)
              .<BigDecimal>mapMulti(CompiledCondition::ifThere)
              .toList();
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      String value = value(context);
      if (value == null) {
        return TruthValue.UNKNOWN;
      }
      if (texts.contains(value)) {
        return TruthValue.TRUE;
      }
      BigDecimal number = numbers.isEmpty() ? null : DecimalParser.parseSigned(value);
      return TruthValue.of(
          number != null && numbers.stream().anyMatch(one -> one.compareTo(number) == 0));
    }
  }

  private static <T> void ifThere(@Nullable T value, java.util.function.Consumer<T> sink) {
    if (value != null) {
      sink.accept(value);
    }
  }

  public static final class Same extends CompiledCondition {
    private final Attribute left;
    private final Attribute right;

    public Same(Condition.Same condition) {
      super(condition);
      this.left = Attribute.of(condition.left());
      this.right = Attribute.of(condition.right());
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      String one = left.of(context);
      String other = right.of(context);
      return one == null || other == null ? TruthValue.UNKNOWN : TruthValue.of(one.equals(other));
    }

    @Override
    public String observedValue(EvaluationContext context) {
      return shown(left.of(context)) + " and " + shown(right.of(context));
    }
  }

  public static final class Resource extends CompiledCondition {
    private final boolean among;
    private final String type;
    private final ImmutableSet<String> ids;
    private final boolean assigned;
    private final @Nullable ImmutableSet<String> defined;

    /**
     * @param ids the ids named, those of groups included
     * @param assigned whether what the account is assigned counts besides
     * @param defined the ids that exist, if the policy is who says so
     */
    public Resource(
        Condition.Resource condition,
        ImmutableSet<String> ids,
        boolean assigned,
        @Nullable ImmutableSet<String> defined) {
      super(condition);
      this.among = condition.among();
      this.type = condition.type();
      this.ids = ids;
      this.assigned = assigned;
      this.defined = defined;
    }

    /** Returns whether it looks at resources of this type. */
    public boolean isOf(String other) {
      return type.equals(other);
    }

    /** Returns the ids with which the condition has this outcome for the account. */
    public IdSet idsWithTruth(TruthValue truth, StaffAccount account) {
      IdSet exist = defined == null ? IdSet.ALL : IdSet.only(defined);
      IdSet members = IdSet.only(ids);
      if (assigned) {
        members = members.or(IdSet.only(account.assigned(type)));
      }
      return switch (truth) {
        case TRUE -> exist.and(among ? members : members.complement());
        case FALSE -> exist.and(among ? members.complement() : members);
        case UNKNOWN -> exist.complement();
      };
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      String id = context.request.resourceOrNull(type);
      if (id == null || (defined != null && !defined.contains(id))) {
        return TruthValue.UNKNOWN;
      }
      boolean member =
          ids.contains(id) || (assigned && context.account.assigned(type).contains(id));
      return TruthValue.of(member == among);
    }

    @Override
    public String observedValue(EvaluationContext context) {
      String id = context.request.resourceOrNull(type);
      return id != null && defined != null && !defined.contains(id)
          ? shown(id) + ", not defined"
          : shown(id);
    }
  }

  public static final class Approval extends CompiledCondition {
    private final List<Seat> seats;
    private final RequiredApproval required;

    /**
     * Approvers who hold the same permission.
     *
     * @param by the permission that each of them must hold
     * @param count how many they must be
     */
    public record Seat(Permission by, int count) {}

    /** Makes a condition of approval with its seats. */
    public Approval(Condition.Approval condition, List<Seat> seats) {
      super(condition);
      this.seats = List.copyOf(seats);
      this.required =
          new RequiredApproval(
              seats.stream().map(one -> new RequiredApproval.Seat(one.by.id(), one.count)).toList(),
              condition.within());
    }

    /** Returns what it asks for, as a decision tells it. */
    RequiredApproval required() {
      return required;
    }

    /** Returns its seats, each of which needs approvers of its own. */
    public List<Seat> seats() {
      return seats;
    }

    /**
     * Returns whether an approval given then is neither too far ahead nor too old for a request
     * now.
     */
    public boolean isFresh(Instant given, @Nullable Instant now) {
      return now != null && isAgeWithin(given, now, required.within());
    }

    /** Returns the seats that an approver may take by an approval, one bit for each. */
    int seats(GivenApproval approval, AccessRequest request, Approvers.Approver approver) {
      int mask = 0;
      for (int i = 0; i < seats.size(); i++) {
        if (approver.isPermitted(request.askedOf(approval, seats.get(i).by))) {
          mask |= 1 << i;
        }
      }
      return mask;
    }

    /**
     * Returns whether people can be dealt out to the seats, each to one. That is so if and only if
     * every group of seats has as many people who may take one of them as it needs (Hall's theorem;
     * there are at most 31 groups).
     *
     * @param people the seats that each may take, one bit for each
     */
    boolean areFilled(Collection<Integer> people) {
      for (int group = 1; group < 1 << seats.size(); group++) {
        int some = group;
        if (people.stream().filter(may -> (may & some) != 0).count() < needed(group)) {
          return false;
        }
      }
      return true;
    }

    /** Returns the permissions of a group of seats, one bit for each seat. */
    public List<Permission> permissionsOf(int group) {
      return IntStream.range(0, seats.size())
          .filter(i -> (group >> i & 1) != 0)
          .mapToObj(i -> seats.get(i).by)
          .toList();
    }

    /** Returns how many people a group of seats needs, one bit for each seat. */
    public int needed(int group) {
      int needed = 0;
      for (int i = 0; i < seats.size(); i++) {
        needed += (group >> i & 1) == 0 ? 0 : seats.get(i).count;
      }
      return needed;
    }

    @Override
    public TruthValue test(EvaluationContext context) {
      return TruthValue.of(context.isApproved(this));
    }

    @Override
    public String observedValue(EvaluationContext context) {
      int given = context.request.approvals().size();
      return given == 0
          ? "no approval"
          : context.countingApprovers(this) + " that count, of " + given + " given";
    }
  }
}
