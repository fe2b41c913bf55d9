package dev.staffgate.yaml.read;

import dev.staffgate.decision.InstantParser;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.text.DurationText;
import dev.staffgate.text.VisibleText;
import dev.staffgate.yaml.advice.NameAdvice;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads scalars, typed by the field they stand in (policy reference, section 1). Reports what does
 * not fit.
 */
final class ScalarReader {
  private static final Pattern BEFORE_COMMA = Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{1,30})*");
  private static final Pattern BEHIND_COMMA = Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{1,30})?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}(\\.[0-9]{1,64})?");

  private static final String UNIT = "(?:[A-Z]{3}|\\p{Sc}|%)?+";
  private static final String SPACE = "[\\p{Zs}]?+";
  private static final Pattern DECORATED =
      Pattern.compile(
          UNIT
              + SPACE
              + "(?<whole>[0-9]{1,3}(?:[,_'’\\p{Zs}][0-9]{3}){1,5}|[0-9]{1,30})"
              + "(?<fraction>\\.[0-9]{1,30})?"
              + SPACE
              + UNIT);

  private static final Pattern DECIMAL_COMMA =
      Pattern.compile(
          UNIT
              + SPACE
              + "(?<whole>[0-9]{1,3}(?:[._'’\\p{Zs}][0-9]{3}){1,5}|[0-9]{1,30})"
              + ",(?<fraction>[0-9]{1,2}|[0-9]{4,30})"
              + SPACE
              + UNIT);

  private final ProblemCollector problems;

  ScalarReader(ProblemCollector problems) {
    this.problems = problems;
  }

  /** Reads a scalar that defines or names a thing of this kind. */
  Optional<String> id(Scalar scalar, String kind) {
    if (NameSyntax.isId(scalar.text())) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-id",
        kind + " `" + VisibleText.excerpt(scalar.text()) + "` is not an id",
        NameSyntax.ID_FORM,
        NameAdvice.on(scalar.text(), kind));
    return Optional.empty();
  }

  Optional<NameRef> ref(Scalar scalar, String kind) {
    return id(scalar, kind).isEmpty()
        ? Optional.empty()
        : Optional.of(new NameRef(scalar.text(), scalar.at()));
  }

  Optional<NameRef> permission(Scalar scalar) {
    if (NameSyntax.isPermission(scalar.text())) {
      return Optional.of(new NameRef(scalar.text(), scalar.at()));
    }
    problems.report(
        scalar.at(),
        "bad-permission",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not a permission",
        "a permission is two or more lower-case words with dots between, such as `ticket.view`",
        "write it as the catalogue does");
    return Optional.empty();
  }

  Optional<Duration> duration(Scalar scalar, boolean zeroAllowed) {
    Optional<Duration> duration = DurationText.parse(scalar.text());
    if (duration.isEmpty()) {
      problems.report(
          scalar.at(),
          "bad-duration",
          "`" + VisibleText.excerpt(scalar.text()) + "` is not a duration",
          "a duration is a whole number with s, m, h or d behind it, or ISO 8601 such as PT1H30M,"
              + " at most 3650 days",
          "write for example `15m`");
    } else if (duration.get().isZero() && !zeroAllowed) {
      problems.report(
          scalar.at(),
          "zero-duration",
          "a duration of nothing",
          "zero is allowed for `second-factor` alone",
          "write for example `1h`");
      return Optional.empty();
    }
    return duration;
  }

  Optional<Instant> instant(Scalar scalar) {
    Optional<Instant> instant = InstantParser.parse(scalar.text());
    if (instant.isEmpty()) {
      problems.report(
          scalar.at(),
          "bad-instant",
          "`" + VisibleText.excerpt(scalar.text()) + "` is not an instant",
          "an instant has date, time and offset, so that it is the same everywhere; the years are 1"
              + " to 9999",
          "write for example `2026-11-01T08:00+01:00` or `2026-11-01T07:00Z`");
    }
    return instant;
  }

  Optional<BigDecimal> number(Scalar scalar) {
    String text = scalar.text();
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text));
    }
    refuseNumber(scalar, text);
    return Optional.empty();
  }

  /** Reports a text that is not a number, of which a scalar is the beginning at least. */
  void refuseNumber(Scalar scalar, String text) {
    problems.report(
        scalar.at(),
        "bad-number",
        "`" + VisibleText.excerpt(text) + "` is not a number",
        "a number has digits and perhaps a point with digits behind it: no sign, exponent or"
            + " separators",
        decimalPoint(text)
            .map(number -> "write `" + number + "`, with a decimal point")
            .or(() -> bareNumber(text).map(bare -> "write `" + bare + "`"))
            .orElse("write for example `1000.00`"));
  }

  /**
   * Returns the number in a text with a decimal comma; empty where it could be one of thousands.
   */
  private static Optional<String> decimalPoint(String text) {
    Matcher matcher = DECIMAL_COMMA.matcher(text);
    return matcher.matches()
        ? Optional.of(
            matcher.group("whole").replaceAll("[^0-9]", "") + "." + matcher.group("fraction"))
        : Optional.empty();
  }

  /**
   * Returns the number in a text that has a currency, a percent sign or separators of thousands
   * besides; empty where it could be read in two ways.
   */
  private static Optional<String> bareNumber(String text) {
    Matcher matcher = DECORATED.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String whole = matcher.group("whole");
    String fraction = matcher.group("fraction") == null ? "" : matcher.group("fraction");
    // `1,000` is a thousand to some and one to others, until a point stands behind it.
    return whole.contains(",") && fraction.isEmpty()
        ? Optional.empty()
        : Optional.of(whole.replaceAll("[^0-9]", "") + fraction);
  }

  /** Returns what reads addresses and names of networks. */
  AddressReader addresses() {
    return new AddressReader(this, problems);
  }

  /**
   * Reports numbers such as {@code 100,00} between braces, where the comma begins another entry,
   * whose key is the rest of the number; returns the entries that have no part in one.
   */
  List<Entry> withoutDecimalCommas(List<Entry> entries) {
    List<Entry> others = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (i + 1 < entries.size()
          && entry.value() instanceof Scalar begin
          && isRest(begin, entries.get(i + 1))) {
        i++;
        refuseNumber(begin, begin.text() + "," + entries.get(i).key().text());
      } else {
        others.add(entry);
      }
    }
    return others;
  }

  private static boolean isRest(Scalar begin, Entry next) {
    Scalar key = next.key();
    return begin.plain()
        && BEFORE_COMMA.matcher(begin.text()).matches()
        && key.plain()
        && key.line() == begin.line()
        && BEHIND_COMMA.matcher(key.text()).matches()
        && next.value() instanceof Scalar nothing
        && nothing.isNothing();
  }
}
