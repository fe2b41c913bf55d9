package dev.staffgate.decision;

import dev.staffgate.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions as a policy would write them, for people to read: {@code networks: [office]}. */
public final class ConditionText {
  private ConditionText() {}

  public static String of(Condition condition) {
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
        yield "{ by: %s, count: %d, within: %s }"
            .formatted(approval.by().id(), approval.count(), duration(approval.within()));
      }
    };
  }

  private static String entry(String key, String value) {
    return "{ " + key + ": " + value + " }";
  }

  private static String list(List<?> members) {
    return members.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }
}
