package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What several threads did to one key, and whether it is linearizable: whether each call can have
 * taken effect at one moment between its beginning and its end, so that all of them in that order
 * are right.
 *
 * <p>That is hard to tell for registers in general (Gibbons and Korach, "Testing Shared Memories",
 * 1997: NP-complete), and easy here, since each write names the version that it replaced and no
 * version comes twice. So the order of the writes is known: the state before any write has number
 * 0, and a write that replaced state n makes state n + 1. A write that made state n has position
 * 2n; a read that saw state n has position 2n + 1. The history is linearizable if and only if no
 * call ended before another one began that has a lower position, and each write that lost has a
 * moment at which the state was another one than it expected. After sorting by time, one pass tells
 * both.
 *
 * <p>A write whose call failed has no end. It counts as done if some call saw it. One that nobody
 * saw can only have been the last one of all; a write that lost may have lost to it. Its id is
 * expected by nobody, since nobody knows it.
 */
final class RegisterHistory {
  private static final String NONE = "";

  private final List<Call> calls;

  /** How a call came out. */
  enum Outcome {
    /** It saw the state {@code seen}. */
    READ,
    /** It replaced the state {@code seen} by {@code made}. */
    WON,
    /** The state was another one than {@code seen}. */
    LOST,
    /** It threw something; it may have replaced {@code seen} by {@code made}. */
    FAILED
  }

  /**
   * A call.
   *
   * @param begin the moment before it, in any unit
   * @param end the moment after it, not before {@code begin}
   * @param seen the id of the write whose state was seen or expected; empty: no entry
   * @param made the id of the write; empty for a read
   */
  record Call(long begin, long end, Outcome outcome, String seen, String made) {
    Call {
      checkArgument(begin <= end, "a call ends after it began");
      checkArgument((outcome == Outcome.READ) == made.isEmpty(), "a write has an id");
    }
  }

  RegisterHistory(List<Call> calls) {
    this.calls = List.copyOf(calls);
  }

  /** Returns why the history is not linearizable; empty if it is. */
  Optional<String> fault() {
    Map<String, Integer> numbers = new HashMap<>();
    String wrong = number(numbers);
    return Optional.ofNullable(wrong != null ? wrong : wrongInTime(numbers));
  }

  /** Numbers the states by what each write replaced, or tells why that cannot be. */
  private @Nullable String number(Map<String, Integer> numbers) {
    Map<String, Call> writes = new HashMap<>();
    Map<String, Call> next = new HashMap<>();
    for (Call call : calls) {
      boolean mayBeDone = call.outcome() == Outcome.WON || call.outcome() == Outcome.FAILED;
      if (mayBeDone && writes.put(call.made(), call) != null) {
        return "two writes have the id " + call.made();
      }
    }
    for (Call call : calls) {
      boolean saw = call.outcome() == Outcome.READ || call.outcome() == Outcome.WON;
      if (call.outcome() == Outcome.WON) {
        Call other = next.put(call.seen(), call);
        if (other != null) {
          return other.made() + " and " + call.made() + " both replaced [" + call.seen() + "]";
        }
      }
      // Failed writes that were seen are done, and so is what they replaced.
      String id = saw ? call.seen() : NONE;
      while (!id.isEmpty()) {
        Call write = writes.get(id);
        if (write == null) {
          return id + " was seen and never written";
        }
        if (write.outcome() != Outcome.FAILED || write.equals(next.get(write.seen()))) {
          break;
        }
        Call other = next.put(write.seen(), write);
        if (other != null) {
          return other.made() + " and " + id + " both replaced [" + write.seen() + "]";
        }
        id = write.seen();
      }
    }
    numbers.put(NONE, 0);
    int count = 0;
    for (Call write = next.get(NONE); write != null; write = next.get(write.made())) {
      numbers.put(write.made(), ++count);
    }
    return count == next.size() ? null : "a write replaced a state that never was";
  }

  private @Nullable String wrongInTime(Map<String, Integer> numbers) {
    List<Call> byBegin = new ArrayList<>();
    for (Call call : calls) {
      if (call.outcome() != Outcome.FAILED || numbers.containsKey(call.made())) {
        byBegin.add(call);
      }
    }
    byBegin.sort(Comparator.comparingLong(Call::begin));
    int[] lowestLater = lowestFrom(byBegin, numbers);
    PriorityQueue<Placed> open = new PriorityQueue<>(Comparator.comparingLong(Placed::end));
    long unseenFrom = beginOfUnseenLast(numbers);
    int highest = 0;
    for (int i = 0; i < byBegin.size(); i++) {
      Call call = byBegin.get(i);
      while (!open.isEmpty() && open.peek().end() < call.begin()) {
        highest = Math.max(highest, open.remove().position());
      }
      int position =
          call.outcome() == Outcome.LOST
              ? placeOfLoser(
                  call, numbers, highest, lowestLater[firstAfter(byBegin, call.end())], unseenFrom)
              : position(call, numbers);
      if (position < highest) {
        return call + " comes too late or too early: position " + position + " after " + highest;
      }
      boolean endless = call.outcome() == Outcome.FAILED;
      open.add(new Placed(position, endless ? Long.MAX_VALUE : call.end()));
    }
    return null;
  }

  /** A call that has its position, and its end. */
  private record Placed(int position, long end) {}

  private static int position(Call call, Map<String, Integer> numbers) {
    return call.outcome() == Outcome.READ
        ? 2 * numbers.getOrDefault(call.seen(), -1) + 1
        : 2 * numbers.getOrDefault(call.made(), -1);
  }

  /**
   * Finds the first position between two at which the state is another one than expected; the first
   * is the best, since it hinders those after it least. Returns -1 if there is none.
   */
  private static int placeOfLoser(
      Call call, Map<String, Integer> numbers, int highest, int lowestLater, long unseenFrom) {
    int states = numbers.size() + (unseenFrom <= call.end() ? 1 : 0);
    int expected = numbers.getOrDefault(call.seen(), -1);
    for (int state = highest / 2; state <= highest / 2 + 1; state++) {
      int position = 2 * state + 1;
      if (state != expected && position >= highest && position <= lowestLater && state < states) {
        return position;
      }
    }
    return -1;
  }

  /** Returns when the first failed write began that nobody saw and that may have been the last. */
  private long beginOfUnseenLast(Map<String, Integer> numbers) {
    return calls.stream()
        .filter(call -> call.outcome() == Outcome.FAILED && !numbers.containsKey(call.made()))
        .filter(call -> numbers.getOrDefault(call.seen(), -1) == numbers.size() - 1)
        .mapToLong(Call::begin)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Returns the lowest position of all calls from each on; the last one stands for none. */
  private static int[] lowestFrom(List<Call> byBegin, Map<String, Integer> numbers) {
    int[] lowest = new int[byBegin.size() + 1];
    lowest[byBegin.size()] = Integer.MAX_VALUE;
    for (int i = byBegin.size() - 1; i >= 0; i--) {
      Call call = byBegin.get(i);
      lowest[i] =
          call.outcome() == Outcome.LOST
              ? lowest[i + 1]
              : Math.min(lowest[i + 1], position(call, numbers));
    }
    return lowest;
  }

  private static int firstAfter(List<Call> byBegin, long moment) {
    int low = 0;
    int high = byBegin.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byBegin.get(middle).begin() > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
