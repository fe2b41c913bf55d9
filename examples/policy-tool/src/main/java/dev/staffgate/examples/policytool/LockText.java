package dev.staffgate.examples.policytool;

import dev.staffgate.decision.Lock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads locks as the command line writes them: {@code everybody}, {@code role=desk}. */
final class LockText {
  /** The form, for the usage. */
  static final String FORM = "TARGET=NAME|everybody[,spare-emergencies]";

  private static final String MESSAGE = "This is locked, as --lock says.";

  private LockText() {}

  /**
   * Reads a lock.
   *
   * @throws IllegalArgumentException if it is not one; with a sentence
   */
  static Lock parse(String text) {
    if (text.equals("everybody")) {
      return Lock.onEverybody(MESSAGE);
    }
    if (text.equals("everybody,spare-emergencies")) {
      return Lock.onEverybodySparingEmergencies(MESSAGE);
    }
    int equals = text.indexOf('=');
    String word = equals < 0 ? text : text.substring(0, equals);
    return targets()
        .filter(one -> equals >= 0 && one.text().equals(word))
        .findFirst()
        .map(one -> new Lock(one, text.substring(equals + 1), false, MESSAGE))
        .orElseThrow(() -> new IllegalArgumentException(refusal(text)));
  }

  private static String refusal(String text) {
    return "--lock is everybody or everybody,spare-emergencies, or one of "
        + targets().map(one -> one.text() + "=…").collect(Collectors.joining(", "))
        + ", and `"
        + text
        + "` is none of these";
  }

  private static Stream<Lock.Target> targets() {
    return Stream.of(Lock.Target.values()).filter(one -> one != Lock.Target.EVERYBODY);
  }
}
