package dev.staffgate.policy.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.policy.engine.CompiledCondition.Approval.Seat;
import dev.staffgate.text.VisibleText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deals people out to the seats of a condition of approval, so that as many seats as possible are
 * taken, each by other people. Whether the condition holds is decided without it; this says who
 * sits where. Not thread-safe: lives while one condition is explained.
 */
final class SeatingPlan {
  private final List<Seat> seats;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final List<List<Person>> taken = new ArrayList<>();

  /** Somebody who may take seats, one bit for each; told by the first account that approved. */
  private static final class Person {
    private final String account;
    private int may;

    Person(String account) {
      this.account = account;
    }

    boolean mayTake(int seat) {
      return (may >> seat & 1) != 0;
    }
  }

  SeatingPlan(List<Seat> seats) {
    this.seats = seats;
    seats.forEach(seat -> taken.add(new ArrayList<>()));
  }

  /**
   * Adds an approval.
   *
   * @param may the seats that it is good for, one bit for each
   * @return the account by which the same person has approved before; null if none
   */
  @Nullable String seat(String person, String account, int may) {
    Person known = people.get(person);
    Person one = known == null ? new Person(account) : known;
    one.may |= may;
    people.put(person, one);
    return known == null ? null : known.account;
  }

  /** Returns a line for each seat: who takes it, or that it is empty. */
  List<String> lines() {
    people.values().forEach(one -> takes(one, new HashSet<>()));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      lines.add("seat " + name(i) + ": " + state(i));
    }
    return lines;
  }

  /** Finds a seat for somebody, if need be by moving others (augmenting paths). */
  @CanIgnoreReturnValue
  private boolean takes(Person one, Set<Integer> tried) {
    for (int seat = 0; seat < seats.size(); seat++) {
      if (one.mayTake(seat) && tried.add(seat) && hasRoom(seat, tried)) {
        taken.get(seat).add(one);
        return true;
      }
    }
    return false;
  }

  private boolean hasRoom(int seat, Set<Integer> tried) {
    List<Person> sitting = taken.get(seat);
    if (sitting.size() < seats.get(seat).count()) {
      return true;
    }
    for (Person one : sitting) {
      if (takes(one, tried)) {
        sitting.remove(one);
        return true;
      }
    }
    return false;
  }

  private String state(int seat) {
    List<Person> sitting = taken.get(seat);
    int count = seats.get(seat).count();
    String who = sitting.stream().map(SeatingPlan::shown).collect(Collectors.joining(", "));
    if (sitting.size() == count) {
      return "taken by " + who;
    }
    return (sitting.isEmpty() ? "empty" : sitting.size() + " of " + count + ", taken by " + who)
        + elsewhere(seat);
  }

  /** Says who could take a seat that is left empty, and sits on another. */
  private String elsewhere(int seat) {
    StringBuilder text = new StringBuilder();
    for (int other = 0; other < seats.size(); other++) {
      for (Person one : taken.get(other)) {
        if (other != seat && one.mayTake(seat)) {
          text.append("; ").append(shown(one)).append(" sits on ").append(name(other));
          text.append(", and nobody sits on two");
        }
      }
    }
    return text.toString();
  }

  private String name(int seat) {
    return "`" + seats.get(seat).by().id() + "`";
  }

  private static String shown(Person one) {
    return VisibleText.longExcerpt(one.account);
  }
}
