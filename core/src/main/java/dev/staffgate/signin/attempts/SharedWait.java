package dev.staffgate.signin.attempts;

import static com.google.common.collect.ImmutableList.toImmutableList;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  private static final String FIRST = "turn";
  private static final String AGAIN = "turn-again";

  private static final Duration LONGEST_WAIT_FOR_TURN = Duration.ofMinutes(30);
  private static final Duration TURN_LASTS = Duration.ofHours(2);
  private static final Duration TURN_IS_IDLE = Duration.ofMinutes(10);
  private static final int MAX_TURNS_OF_A_SITE = 2;

  /** The length of the text of an IPv6 network's first 48 bits. */
  private static final int SITE_LENGTH = "6-".length() + 12;

  /**
   * The right of a network to one attempt during the wait.
   *
   * @param at from when on
   * @param again whether an attempt from there has failed before, so that it gives way to a network
   *     that had none
   */
  record Turn(String network, Instant at, boolean again) {
    String site() {
      return network.substring(0, Math.min(network.length(), SITE_LENGTH));
    }

    /** Returns whether it was not taken for so long that somebody else may have it. */
    boolean isIdleAt(Instant now) {
      return !now.isBefore(at.plus(TURN_IS_IDLE));
    }

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
    Optional<Instant> wait = count.waitAt(now);
    if (wait.isEmpty() || turnOf(network, now).isPresent()) {
      return this;
    }
    Instant latest = now.plus(LONGEST_WAIT_FOR_TURN);
    Instant at = wait.get().isBefore(latest) ? wait.get() : latest;
    Turn turn = new Turn(network.text(), at, false);
    List<Turn> others = makingRoom(validTurns(now), now);
    return hasRoomFor(turn, others) ? new SharedWait(count, with(others, turn)) : this;
  }

  // One provider's customer has many networks: a few of them have turns, so that a stranger with
  // all
  // of them leaves some to the owner.
  private static boolean hasRoomFor(Turn turn, List<Turn> others) {
    return others.size() < MAX_TURNS
        && others.stream().filter(one -> one.site().equals(turn.site())).count()
            < MAX_TURNS_OF_A_SITE;
  }

  /** Returns the turns without one, if there are too many: one not taken, or of who failed. */
  private static List<Turn> makingRoom(List<Turn> turns, Instant now) {
    if (turns.size() < MAX_TURNS) {
      return turns;
    }
    Optional<Turn> leaving =
        turns.stream()
            .filter(one -> one.again() || one.isIdleAt(now))
            .min(Comparator.comparing(Turn::at));
    return leaving
        .map(gone -> turns.stream().filter(one -> !one.equals(gone)).toList())
        .orElse(turns);
  }

  /** Returns this after an attempt from a network failed, for which it did not have to wait. */
  SharedWait failedFrom(SourceNetwork network, Instant now) {
    FailureCount failed = count.failedAt(now);
    List<Turn> others =
        validTurns(now).stream()
            .filter(turn -> !turn.network().equals(network.text()))
            .collect(toImmutableList());
    return new SharedWait(
        failed,
        failed
            .waitUntil()
            .map(until -> new Turn(network.text(), until, true))
            .filter(turn -> hasRoomFor(turn, others))
            .map(turn -> with(others, turn))
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
      lines
          .append(turn.again() ? AGAIN : FIRST)
          .append(' ')
          .append(turn.network())
          .append(' ')
          .append(turn.at().toEpochMilli());
      lines.append('\n');
    }
    return lines.toString();
  }

  /** Reads what {@link #toLines} returned. */
  static SharedWait read(StateLines lines, String kind) {
    FailureCount count = lines.line(kind, StateLines.Fields::failures);
    List<Turn> turns = new ArrayList<>();
    while (lines.isNext(FIRST) || lines.isNext(AGAIN)) {
      boolean again = lines.isNext(AGAIN);
      turns.add(
          lines.line(
              again ? AGAIN : FIRST,
              one -> new Turn(one.text(), one.instant().orElseThrow(), again)));
    }
    return new SharedWait(count, turns);
  }
}
