package dev.staffgate.decision;

import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.text.DurationText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Writes conditions as a policy does, for people to read: {@code networks: [office]}. */
final class ConditionText {
  private ConditionText() {}

  static String of(Condition condition) {
    return condition.key() + ": " + value(condition);
  }

  private static String value(Condition condition) {
    return switch (condition.kind()) {
      case NETWORKS -> list(((Condition.Networks) condition).terms());
      case SCHEDULE -> ((Condition.InSchedule) condition).schedule().id();
      case SECOND_FACTOR -> duration(((Condition.SecondFactor) condition).maxAge());
      case AMOUNT -> {
        Condition.Amount amount = (Condition.Amount) condition;
        yield entry(amount.attribute(), amount.limit().toPlainString());
      }
      case RESOURCE -> {
        Condition.Resource resource = (Condition.Resource) condition;
        yield entry(resource.type(), list(resource.members()));
      }
      case ATTRIBUTE -> {
        Condition.Attribute attribute = (Condition.Attribute) condition;
        yield entry(attribute.attribute(), list(attribute.values()));
      }
      case SAME -> {
        Condition.Same same = (Condition.Same) condition;
        yield entry(same.left(), same.right());
      }
      case APPROVAL -> {
        Condition.Approval approval = (Condition.Approval) condition;
        yield approval.seats().size() == 1
            ? "{ "
                + seat(approval.seats().get(0))
                + ", within: "
                + duration(approval.within())
                + " }"
            : approval.seats().stream()
                .map(seat -> "{ " + seat(seat) + " }")
                .collect(
                    Collectors.joining(
                        ", ", "{ all: [", "], within: " + duration(approval.within()) + " }"));
      }
    };
  }

  private static String seat(ApprovalSeat seat) {
    return "by: %s, count: %d".formatted(seat.by().id(), seat.count());
  }

  private static String entry(String key, String value) {
    return "{ " + key + ": " + value + " }";
  }

  private static String list(List<?> members) {
    return members.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Drops a fraction of a second, which a policy cannot write. */
  private static String duration(Duration duration) {
    return DurationText.format(duration.truncatedTo(ChronoUnit.SECONDS));
  }
}
