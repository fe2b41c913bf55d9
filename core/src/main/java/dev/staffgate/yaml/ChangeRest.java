package dev.staffgate.yaml;

import dev.staffgate.files.FileStamp;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import dev.staffgate.yaml.read.PolicyFilesSnapshot.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells from look to look when changed files count, so that half of a file that is being written is
 * not taken for the new policy (decision 0031). Not thread-safe.
 *
 * <p>What ends in the mark, or came by rename, was written to its end and counts at once. Of the
 * rest nobody can tell: it counts once it has been the same for a while, which is long for a file
 * that has lost something against the one in force.
 */
final class ChangeRest {
  /** The rest of a file that is shorter than the one in force, or gone. */
  static final Duration LONG = Duration.ofSeconds(30);

  /** The rest of a new file that may have come by rename: that and a write fit one instant. */
  static final Duration SHORT = Duration.ofSeconds(3);

  /** After which time files that go on to change are told of. */
  static final Duration UNREST = Duration.ofSeconds(10);

  private Map<String, State> inForce = Map.of();
  private Map<String, Arrival> arrivals = Map.of();

  /** The time since files differ from those in force or rejected; null if they do not. */
  private @Nullable Long differingSince;

  private boolean atOnce;
  private boolean changing;
  private Duration rest = Duration.ZERO;

  /**
   * The way in which one file came to be what it is.
   *
   * @param since when it was first seen so
   * @param complete whether it was written to its end for certain
   * @param fresh whether it is another file than the one that had its name before
   * @param freshAgain whether that one was, too
   */
  private record Arrival(
      Optional<State> state, long since, boolean complete, boolean fresh, boolean freshAgain) {
    boolean holds(Optional<State> other) {
      return state.map(State::digest).equals(other.map(State::digest));
    }
  }

  /**
   * Looks at the files of one more look.
   *
   * @param settled whether they are those that are in force or rejected
   * @param now in nanoseconds
   */
  @SuppressWarnings("ReferenceEquality") // an arrival is handed on as long as nothing has changed
  void look(PolicyFilesSnapshot snapshot, boolean settled, long now) {
    Map<String, Arrival> next = new HashMap<>();
    boolean calm = true;
    for (String name : names(snapshot.states().keySet(), arrivals.keySet())) {
      Arrival before = arrivals.get(name);
      Arrival arrival = arrival(name, snapshot, now);
      calm &= before != null && before.holds(arrival.state());
      if (arrival.state().isPresent() || inForce.containsKey(name)) {
        next.put(name, arrival);
      }
    }
    arrivals = next;
    if (settled) {
      differingSince = null;
    } else if (differingSince == null) {
      differingSince = now;
    }
    boolean forLong = differingSince != null && now - differingSince >= UNREST.toNanos();
    // Several files are replaced one after the other, and the others may follow.
    boolean alone = snapshot.states().size() == 1;
    rest(snapshot.isSteady() && (alone || calm || forLong), forLong, now);
    changing = forLong && !calm && !atOnce;
  }

  private static Set<String> names(Set<String> some, Set<String> others) {
    Set<String> names = new TreeSet<>(some);
    names.addAll(others);
    return names;
  }

  private Arrival arrival(String name, PolicyFilesSnapshot snapshot, long now) {
    Optional<State> state = Optional.ofNullable(snapshot.states().get(name));
    Arrival before = arrivals.get(name);
    if (before != null && before.holds(state)) {
      return before;
    }
    Optional<Object> key = key(state);
    boolean fresh = key.isPresent() && (before == null || !key.equals(key(before.state())));
    boolean moved =
        fresh && state.flatMap(State::stamp).filter(FileStamp::isChangedSinceWritten).isPresent();
    boolean complete = moved || state.filter(State::marked).isPresent();
    boolean freshAgain = fresh && before != null && before.fresh();
    return new Arrival(state, now, complete, fresh, freshAgain);
  }

  private static Optional<Object> key(Optional<State> state) {
    return state.flatMap(State::stamp).flatMap(stamp -> Optional.ofNullable(stamp.key()));
  }

  /** Finds out how long the files have to go on resting, and whether they need not at all. */
  private void rest(boolean steady, boolean forLong, long now) {
    atOnce = steady;
    rest = Duration.ZERO;
    for (String name : names(arrivals.keySet(), inForce.keySet())) {
      Arrival arrival = arrivals.get(name);
      Optional<State> before = Optional.ofNullable(inForce.get(name));
      if (arrival != null && !arrival.holds(before) && !arrival.complete()) {
        // Whoever goes on to put a new file there at each look moves it there when it is written.
        atOnce &= forLong && arrival.freshAgain();
        Duration left = needed(arrival, before).minusNanos(now - arrival.since());
        rest = left.compareTo(rest) > 0 ? left : rest;
      }
    }
  }

  private static Duration needed(Arrival arrival, Optional<State> before) {
    if (before.isEmpty()) {
      return SHORT;
    }
    int bytes = arrival.state().map(State::bytes).orElse(0);
    if (bytes >= before.get().bytes()) {
      return Duration.ZERO;
    }
    return arrival.fresh() ? SHORT : LONG;
  }

  /** Returns whether all that has changed was written to its end for certain. */
  boolean countsAtOnce() {
    return atOnce;
  }

  /** Returns whether they have stayed the same for long enough. */
  boolean isRested() {
    return rest.isNegative() || rest.isZero();
  }

  /** Returns how long they have to stay the same from now on. */
  Duration left() {
    return rest;
  }

  /** Returns whether they go on to change, and have done so for long. */
  boolean keepsChanging() {
    return changing;
  }

  /** Takes note that the files of the last look are in force, or rejected. */
  void settled() {
    differingSince = null;
  }

  /** Takes note of the files that are in force from now on. */
  void inForce(Map<String, State> states) {
    inForce = Map.copyOf(states);
    settled();
  }
}
