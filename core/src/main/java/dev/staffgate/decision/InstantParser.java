package dev.staffgate.decision;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads instants as policies and requests write them: date, time to the minute or finer with at
 * most nine digits of fraction, and an offset (policy reference, section 1).
 */
public final class InstantParser {
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})");

  private InstantParser() {}

  /** Returns the instant that a text stands for; empty if it has another form. */
  public static Optional<Instant> parse(String text) {
    if (text.length() > 40 || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(RequestBounds::isInRange);
    } catch (DateTimeException notInTheCalendar) {
      return Optional.empty();
    }
  }
}
