package dev.staffgate.signin.attempts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A browser or a network that somebody has signed in from.
 *
 * @param kind which of the two
 * @param name the network, or the fingerprint of the browser's cookie
 * @param lastDay the day on which somebody last signed in from there, since 1970
 * @param passwords wrong ones from there, in a row
 * @param codes wrong ones from there, in a row
 * @param wrongCodes all wrong ones from there
 */
record KnownPlace(
    Kind kind,
    String name,
    long lastDay,
    FailureCount passwords,
    FailureCount codes,
    int wrongCodes) {
  private static final int FORGOTTEN_AFTER_DAYS = 90;

  /** A browser is forgotten when its cookie may have been copied. */
  private static final int MOST_WRONG_PASSWORDS = 5;

  private static final int MOST_WRONG_CODES = 10;

  /** The kinds of places. */
  enum Kind {
    BROWSER,
    NETWORK
  }

  /** Returns a place from which somebody signs in for the first time. */
  static KnownPlace of(Kind kind, String name, Instant now) {
    return new KnownPlace(kind, name, dayOf(now), FailureCount.NONE, FailureCount.NONE, 0);
  }

  boolean is(Kind wanted, String itsName) {
    return kind == wanted && name.equals(itsName);
  }

  boolean isBrowser() {
    return kind == Kind.BROWSER;
  }

  boolean isStillKnownAt(Instant now) {
    return dayOf(now) - lastDay <= FORGOTTEN_AFTER_DAYS;
  }

  /** Returns whether so much was wrong that the place says nothing any more. */
  boolean isWornOut() {
    return isBrowser()
        && (passwords.failures() >= MOST_WRONG_PASSWORDS || wrongCodes >= MOST_WRONG_CODES);
  }

  KnownPlace usedAt(Instant now) {
    return new KnownPlace(kind, name, dayOf(now), FailureCount.NONE, FailureCount.NONE, wrongCodes);
  }

  KnownPlace passwordFailedAt(Instant now) {
    return new KnownPlace(kind, name, lastDay, passwords.failedAt(now), codes, wrongCodes);
  }

  KnownPlace codeFailedAt(Instant now) {
    return new KnownPlace(kind, name, lastDay, passwords, codes.failedAt(now), wrongCodes + 1);
  }

  /** Returns this without waits and days that no rule makes: a clock was wrong. */
  KnownPlace boundedAt(Instant now) {
    return new KnownPlace(
        kind,
        name,
        Math.min(lastDay, dayOf(now)),
        passwords.boundedAt(now),
        codes.boundedAt(now),
        wrongCodes);
  }

  /** Returns this without failures in a row. */
  KnownPlace unlocked() {
    return new KnownPlace(kind, name, lastDay, FailureCount.NONE, FailureCount.NONE, wrongCodes);
  }

  private static long dayOf(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS).getEpochSecond() / (24 * 60 * 60);
  }

  String toLine() {
    return String.join(
            " ",
            "place",
            kind.name(),
            name,
            Long.toString(lastDay),
            passwords.toFields(),
            codes.toFields(),
            Integer.toString(wrongCodes))
        + "\n";
  }

  static KnownPlace read(StateLines lines) {
    return lines.line(
        "place",
        one ->
            new KnownPlace(
                Kind.valueOf(one.text()),
                one.text(),
                one.number(),
                one.failures(),
                one.failures(),
                one.count()));
  }
}
