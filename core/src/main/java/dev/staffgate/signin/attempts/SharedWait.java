package dev.staffgate.signin.attempts;

import static com.google.common.collect.ImmutableList.toImmutableList;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wait that all attempts from unknown places share. Whoever comes to it from a network gets a
 * turn, half an hour later at most, which others cannot take or prolong: so somebody who makes
 * everybody wait again and again keeps no other network out.
 *
 * @param count the failures from all of these places
 * @param turns at most {@value #MAX_TURNS}, one for each network
 */
record SharedWait(FailureCount count, List<Turn> turns) {
  static final SharedWait NONE = new SharedWait(FailureCount.NONE, List.of());
  static final int MAX_TURNS = 32;

  private static final Duration LONGEST_WAIT_FOR_TURN = Duration.ofMinutes(30);
  private static final Duration TURN_LASTS = Duration.ofHours(2);

  /**
   * The right of a network to one attempt during the wait.
   *
   * @param at from when on
   */
  record Turn(String network, Instant at) {
    boolean isValidAt(Instant now) {
      return now.isBefore(at.plus(TURN_LASTS))
          && !at.isAfter(now.plus(FailureCount.LONGEST_WAIT)); // else a clock was wrong
    }
  }

  SharedWait {
    turns = List.copyOf(turns);
  }

  /** Returns until when a network has to wait, if it has to. */
  Optional<Instant> waitOf(SourceNetwork network, Instant now) {
    return count
        .waitAt(now)
        .map(until -> turnOf(network, now).map(Turn::at).orElse(until))
        .filter(now::isBefore);
  }

  /** Returns this after a network came to a wait: with a turn for it, if there is room. */
  SharedWait arrivedFrom(SourceNetwork network, Instant now) {
    List<Turn> valid = validTurns(now);
    Optional<Instant> wait = count.waitAt(now);
    if (wait.isPresent() && turnOf(network, now).isEmpty() && valid.size() < MAX_TURNS) {
      Instant latest = now.plus(LONGEST_WAIT_FOR_TURN);
      Instant at = wait.get().isBefore(latest) ? wait.get() : latest;
      return new SharedWait(count, with(valid, new Turn(network.text(), at)));
    }
    return this;
  }

  /** Returns this after an attempt from a network failed, for which it did not have to wait. */
  SharedWait failedFrom(SourceNetwork network, Instant now) {
    FailureCount failed = count.failedAt(now);
    List<Turn> others =
        validTurns(now).stream()
            .filter(turn -> !turn.network().equals(network.text()))
            .collect(toImmutableList());
    boolean room = others.size() < MAX_TURNS;
    return new SharedWait(
        failed,
        failed
            .waitUntil()
            .filter(any -> room)
            .map(until -> with(others, new Turn(network.text(), until)))
            .orElse(others));
  }

  SharedWait boundedAt(Instant now) {
    return new SharedWait(count.boundedAt(now), turns);
  }

  private Optional<Turn> turnOf(SourceNetwork network, Instant now) {
    return turns.stream()
        .filter(turn -> turn.network().equals(network.text()) && turn.isValidAt(now))
        .findFirst();
  }

  private List<Turn> validTurns(Instant now) {
    return turns.stream().filter(turn -> turn.isValidAt(now)).collect(toImmutableList());
  }

  private static List<Turn> with(List<Turn> turns, Turn one) {
    List<Turn> more = new ArrayList<>(turns);
    more.add(one);
    return more;
  }

  /** Returns the lines of this, in which the failures are one of this kind. */
  String toLines(String kind) {
    StringBuilder lines = new StringBuilder(kind + " " + count.toFields() + "\n");
    for (Turn turn : turns) {
      lines.append("turn ").append(turn.network()).append(' ').append(turn.at().toEpochMilli());
      lines.append('\n');
    }
    return lines.toString();
  }

  /** Reads what {@link #toLines} returned. */
  static SharedWait read(StateLines lines, String kind) {
    FailureCount count = lines.line(kind, StateLines.Fields::failures);
    List<Turn> turns = new ArrayList<>();
    while (lines.isNext("turn")) {
      turns.add(lines.line("turn", one -> new Turn(one.text(), one.instant().orElseThrow())));
    }
    return new SharedWait(count, turns);
  }
}
