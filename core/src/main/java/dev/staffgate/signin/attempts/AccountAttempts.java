package dev.staffgate.signin.attempts;

import static com.google.common.collect.ImmutableList.toImmutableList;

import dev.staffgate.signin.attempts.KnownPlace.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The counts of one account: by place where somebody has signed in before, for unknown places
 * together, and for fresh codes of somebody who is signed in. Immutable.
 *
 * <p>A browser whose cookie may have been copied stays in the list, so that the cookie is not good
 * again once the owner has signed in elsewhere.
 *
 * @param stepUps wrong fresh codes
 * @param unknown wrong codes from unknown places
 * @param untold wrong codes that the owner was not told of
 * @param places where somebody has signed in
 */
record AccountAttempts(
    StepUpCount stepUps, UnknownCodeCount unknown, int untold, List<KnownPlace> places) {
  static final AccountAttempts NONE =
      new AccountAttempts(StepUpCount.NONE, UnknownCodeCount.NONE, 0, List.of());

  private static final int MOST_PLACES_OF_A_KIND = 16;
  private static final String FORMAT = "1";

  AccountAttempts {
    places = List.copyOf(places);
  }

  /** Returns the place that an attempt comes from: the browser, or else the network. */
  Optional<KnownPlace> placeOf(AttemptSource source, Instant now) {
    Optional<KnownPlace> browser = source.browser().flatMap(name -> place(Kind.BROWSER, name, now));
    return browser.isPresent() ? browser : place(Kind.NETWORK, source.network().text(), now);
  }

  private Optional<KnownPlace> place(Kind kind, String name, Instant now) {
    return places.stream()
        .filter(one -> one.is(kind, name) && one.isStillKnownAt(now) && !one.isWornOut())
        .findFirst();
  }

  /** Returns whether the cookie of a browser may have been copied, so that it needs another one. */
  boolean isWornOut(String browser) {
    return places.stream().anyMatch(one -> one.is(Kind.BROWSER, browser) && one.isWornOut());
  }

  /** Returns whether codes from there may be looked at. */
  AttemptVerdict codes(AttemptSource source, Instant now) {
    Optional<KnownPlace> place = placeOf(source, now);
    if (place.filter(KnownPlace::isBrowser).isEmpty() && unknown.isLockedAt(now)) {
      return AttemptVerdict.LOCKED;
    }
    return AttemptVerdict.of(
        place.isPresent()
            ? place.get().codes().waitAt(now)
            : unknown.shared().waitOf(source.network(), now));
  }

  /** Returns this after somebody came to a wait; equal to this if nothing is to be kept. */
  AccountAttempts codeArrived(AttemptSource source, Instant now) {
    return placeOf(source, now).isPresent()
        ? this
        : with(unknown.with(unknown.shared().arrivedFrom(source.network(), now)));
  }

  /** Returns this after a wrong code for which nobody had to wait. */
  AccountAttempts codeFailed(AttemptSource source, Instant now) {
    Optional<KnownPlace> place = placeOf(source, now);
    AccountAttempts counted =
        place.isPresent()
            ? with(place.get(), one -> one.codeFailedAt(now))
            : with(unknown.with(unknown.shared().failedFrom(source.network(), now)));
    return place.filter(KnownPlace::isBrowser).isPresent()
        ? counted.withOneMoreUntold()
        : counted.with(counted.unknown.failedAt(now)).withOneMoreUntold();
  }

  // A slip of somebody who is signed in is not told; whoever guesses makes more than one.
  AccountAttempts stepUpFailed(Instant now) {
    AccountAttempts counted = with(stepUps.failedAt(now));
    return counted.stepUps.isGuessing() ? counted.withOneMoreUntold() : counted;
  }

  AccountAttempts stepUpSucceeded() {
    return with(stepUps.succeeded());
  }

  AccountAttempts passwordFailed(KnownPlace place, Instant now) {
    return with(place, one -> one.passwordFailedAt(now));
  }

  /** Returns this after somebody signed in: the places are known, and the owner was told. */
  AccountAttempts signedIn(AttemptSource source, Instant now) {
    List<KnownPlace> used = new ArrayList<>(places);
    source.browser().ifPresent(name -> use(used, Kind.BROWSER, name, now));
    use(used, Kind.NETWORK, source.network().text(), now);
    return new AccountAttempts(stepUps, unknown, 0, newestOfEachKind(used, now));
  }

  private static void use(List<KnownPlace> places, Kind kind, String name, Instant now) {
    Optional<KnownPlace> known = places.stream().filter(one -> one.is(kind, name)).findFirst();
    known.ifPresent(places::remove);
    places.add(known.map(one -> one.usedAt(now)).orElseGet(() -> KnownPlace.of(kind, name, now)));
  }

  private static List<KnownPlace> newestOfEachKind(List<KnownPlace> places, Instant now) {
    List<KnownPlace> kept = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (boolean wornOut : new boolean[] {false, true}) {
        places.stream()
            .filter(one -> one.kind() == kind && one.isStillKnownAt(now))
            .filter(one -> one.isWornOut() == wornOut)
            .sorted(Comparator.comparingLong(KnownPlace::lastDay).reversed())
            .limit(MOST_PLACES_OF_A_KIND)
            .forEach(kept::add);
      }
    }
    return kept;
  }

  /** Returns this without failures and waits; the places stay known. */
  AccountAttempts unlocked() {
    return new AccountAttempts(
        StepUpCount.NONE,
        UnknownCodeCount.NONE,
        untold,
        places.stream().map(KnownPlace::unlocked).collect(toImmutableList()));
  }

  /** Returns this without known places. */
  AccountAttempts withoutPlaces() {
    return new AccountAttempts(stepUps, unknown, untold, List.of());
  }

  /** Returns this without waits that no rule makes: a clock was wrong. */
  AccountAttempts boundedAt(Instant now) {
    return new AccountAttempts(
        stepUps.boundedAt(now),
        unknown.boundedAt(now),
        untold,
        places.stream().map(one -> one.boundedAt(now)).collect(toImmutableList()));
  }

  private AccountAttempts with(StepUpCount changed) {
    return new AccountAttempts(changed, unknown, untold, places);
  }

  private AccountAttempts with(UnknownCodeCount changed) {
    return new AccountAttempts(stepUps, changed, untold, places);
  }

  private AccountAttempts withOneMoreUntold() {
    int more = Math.min(untold, Integer.MAX_VALUE - 1) + 1;
    return new AccountAttempts(stepUps, unknown, more, places);
  }

  private AccountAttempts with(KnownPlace place, UnaryOperator<KnownPlace> change) {
    return new AccountAttempts(
        stepUps,
        unknown,
        untold,
        places.stream()
            .map(one -> one.equals(place) ? change.apply(one) : one)
            .collect(toImmutableList()));
  }

  String toText() {
    StringBuilder text = new StringBuilder("attempts " + FORMAT + "\n");
    text.append(stepUps.toLines()).append(unknown.toLines());
    text.append("untold ").append(untold).append('\n');
    places.forEach(place -> text.append(place.toLine()));
    return text.toString();
  }

  /** Reads what {@link #toText} returned. */
  static AccountAttempts read(StateLines lines) {
    lines.requireFormat("attempts", FORMAT);
    StepUpCount stepUps = StepUpCount.read(lines);
    UnknownCodeCount unknown = UnknownCodeCount.read(lines);
    int untold = lines.line("untold", StateLines.Fields::count);
    List<KnownPlace> places = new ArrayList<>();
    while (lines.isNext("place")) {
      places.add(KnownPlace.read(lines));
    }
    return new AccountAttempts(stepUps, unknown, untold, places);
  }
}
