package dev.staffgate.proof;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.reference.ComparableDecision;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many decisions were compared, by answer. Not thread-safe. */
final class DecisionCounts {
  private final Map<Decision.Outcome, Map<ReasonCode, Long>> answers =
      new EnumMap<>(Decision.Outcome.class);
  private final Map<String, Long> errors = new TreeMap<>();

  void count(ComparableDecision answer) {
    add(answer.outcome(), answer.code(), 1);
  }

  /** That both evaluators threw the same exception. */
  void countError(String error) {
    errors.merge(error, 1L, Long::sum);
  }

  private void add(Decision.Outcome outcome, ReasonCode code, long count) {
    answers
        .computeIfAbsent(outcome, first -> new EnumMap<>(ReasonCode.class))
        .merge(code, count, Long::sum);
  }

  void add(DecisionCounts other) {
    other.answers.forEach(
        (outcome, codes) -> codes.forEach((code, count) -> add(outcome, code, count)));
    other.errors.forEach((error, count) -> errors.merge(error, count, Long::sum));
  }

  long decisions() {
    return byAnswer().values().stream().mapToLong(count -> count).sum();
  }

  /** Counts by answer, such as {@code deny not-granted}; what did not occur is left out. */
  Map<String, Long> byAnswer() {
    Map<String, Long> counts = new TreeMap<>();
    answers.forEach(
        (outcome, codes) ->
            codes.forEach((code, count) -> counts.put(outcome + " " + code, count)));
    counts.putAll(errors);
    return counts;
  }
}
