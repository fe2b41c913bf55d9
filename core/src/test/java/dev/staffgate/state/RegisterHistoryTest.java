package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.state.RegisterHistory.Call;
import dev.staffgate.state.RegisterHistory.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The check of histories. A call is written as {@code 0-5:read x}, {@code 0-5:x>y} for a write that
 * replaced x by y, {@code 0-5:x!y} for one that lost, {@code 0-5:x?y} for one that failed; {@code
 * -} stands for no entry.
 */
class RegisterHistoryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0-1:read -",
        "0-1:->a 2-3:read a",
        "0-9:->a 1-2:read - 3-4:read a 5-6:read a",
        "0-9:->a 1-8:read a 1-8:read -",
        "0-9:->a 0-9:-!b",
        "0-9:->a 10-11:-!b 12-13:a>c 14-15:read c",
        "0-5:->a 5-9:a>b 5-6:read a 5-6:read b",
        "0-1:-?a 5-6:read - 7-8:read a",
        "0-1:-?a 5-6:read - 7-8:read -",
        "0-1:-?a 5-6:a>b 7-8:read b",
        "0-1:-?a 5-6:-!b",
        "0-1:-?a 2-3:read - 5-6:-!b",
        "0-1:->a 2-3:a?b 4-5:a!c 6-7:a!d",
        "0-1:x!y 2-3:->a",
        "0-9:->a 0-9:a>b 0-9:b>c 0-9:read b",
      })
  void history_thatIsRight_hasNoFault(String text) {
    assertThat(parse(text).fault()).isEmpty();
    assertThat(isLinearizable(calls(text))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a lost write,                        0-1:->a 2-3:read -",
    "a spend twice,                       0-1:->a 0-1:->b",
    "a spend twice one after the other,   0-1:->a 2-3:->b",
    "two winners of one version,          0-1:->a 2-9:a>b 2-9:a>c",
    "a stale read,                        0-1:->a 2-3:a>b 4-5:read a",
    "a read that goes back,               0-9:->a 1-2:read a 3-4:read -",
    "a read that goes back for others,    0-1:->a 2-9:a>b 3-4:read b 5-6:read a",
    "a read of the future,                0-1:read a 2-3:->a",
    "a read of nothing written,           0-1:->a 2-3:read x",
    "a loser without a winner,            0-1:-!a",
    "a loser before the winner,           0-1:-!a 2-3:->b",
    "a loser whose version was there,     0-1:->a 2-3:a!b 4-5:a>c",
    "a write of a version never there,    0-1:->a 2-3:x>b",
    "a write on a version to come,        0-1:a>b 2-3:->a",
    "a winner that another one forgot,    0-1:->a 2-3:a>b 4-5:a>c",
    "a failed write that came and went,   0-1:-?a 2-3:read a 4-5:read -",
    "a failed write that was overlooked,  0-1:-?a 2-3:read a 4-5:->b",
    "a failed write seen before it began, 0-1:read a 2-3:-?a",
    "a loser to a failed write to come,   0-1:-!b 2-3:-?a",
    "a loser between two reads,           0-1:->a 2-9:a>b 3-4:a!c 5-6:read a 10-11:read b",
  })
  void history_thatWasPlanted_isFound(String what, String text) {
    assertThat(parse(text).fault()).as(what).isPresent();
    assertThat(isLinearizable(calls(text))).as(what).isFalse();
  }

  /** Every history of a few calls, drawn at random, against all orders that there are. */
  @Test
  void histories_ofAFewCalls_areJudgedAsByTryingAllOrders() {
    Random random = new Random(20_261_130);
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < 30_000; i++) {
      List<Call> calls = drawn(random);
      if (expectsWhatNobodySaw(calls)) {
        continue;
      }
      boolean expected = isLinearizable(calls);
      assertThat(new RegisterHistory(calls).fault().isEmpty()).as("%s", calls).isEqualTo(expected);
      right += expected ? 1 : 0;
      wrong += expected ? 0 : 1;
    }
    assertThat(right).isGreaterThan(2_000);
    assertThat(wrong).isGreaterThan(2_000);
  }

  @Test
  void history_ofManyCalls_isJudgedInSeconds() {
    List<Call> calls = new ArrayList<>();
    String last = "";
    for (int i = 0; i < 200_000; i++) {
      String made = "w" + i;
      calls.add(new Call(10L * i, 10L * i + 25, Outcome.WON, last, made));
      calls.add(new Call(10L * i + 20, 10L * i + 22, Outcome.READ, last, ""));
      last = made;
    }

    long begin = System.nanoTime();
    assertThat(new RegisterHistory(calls).fault()).isEmpty();
    assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
  }

  /** Draws a history: calls of a right one, of which some are then changed. */
  private static List<Call> drawn(Random random) {
    int count = 2 + random.nextInt(5);
    List<Call> calls = new ArrayList<>();
    List<String> states = new ArrayList<>(List.of(""));
    for (int i = 0; i < count; i++) {
      long begin = Math.max(0, 3L * i - random.nextInt(5));
      long end = Math.max(begin, 3L * i + random.nextInt(6));
      String state =
          states.get(states.size() - 1 - (random.nextInt(6) == 0 ? states.size() / 2 : 0));
      String made = "w" + i;
      switch (random.nextInt(6)) {
        case 0, 1 -> calls.add(new Call(begin, end, Outcome.READ, state, ""));
        case 2 -> calls.add(new Call(begin, end, Outcome.LOST, any(states, random), made));
        case 3 -> {
          calls.add(new Call(begin, end, Outcome.FAILED, state, made));
          if (random.nextBoolean()) {
            states.add(made);
          }
        }
        default -> {
          calls.add(new Call(begin, end, Outcome.WON, state, made));
          states.add(made);
        }
      }
    }
    return calls;
  }

  private static boolean expectsWhatNobodySaw(List<Call> calls) {
    return calls.stream()
        .filter(call -> call.outcome() == Outcome.LOST || call.outcome() == Outcome.FAILED)
        .anyMatch(
            call ->
                calls.stream()
                        .anyMatch(
                            other ->
                                other.outcome() == Outcome.FAILED
                                    && other.made().equals(call.seen()))
                    && calls.stream()
                        .noneMatch(
                            other ->
                                (other.outcome() == Outcome.READ || other.outcome() == Outcome.WON)
                                    && other.seen().equals(call.seen())));
  }

  private static String any(List<String> states, Random random) {
    return states.get(random.nextInt(states.size()));
  }

  private static RegisterHistory parse(String text) {
    return new RegisterHistory(calls(text));
  }

  private static List<Call> calls(String text) {
    List<Call> calls = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String one : text.trim().split(" (?=\\d)", -1)) {
        calls.add(call(one));
      }
    }
    return calls;
  }

  private static Call call(String text) {
    String[] time = text.substring(0, text.indexOf(':')).split("-", -1);
    String what = text.substring(text.indexOf(':') + 1);
    long begin = Long.parseLong(time[0]);
    long end = Long.parseLong(time[1]);
    if (what.startsWith("read ")) {
      return new Call(begin, end, Outcome.READ, id(what.substring(5)), "");
    }
    Outcome outcome =
        switch (what.charAt(1)) {
          case '>' -> Outcome.WON;
          case '!' -> Outcome.LOST;
          default -> Outcome.FAILED;
        };
    return new Call(begin, end, outcome, id(what.substring(0, 1)), what.substring(2));
  }

  private static String id(String text) {
    return text.equals("-") ? "" : text;
  }

  /** Tries all orders. */
  private static boolean isLinearizable(List<Call> calls) {
    return tryAll(calls, "");
  }

  private static boolean tryAll(List<Call> left, String state) {
    if (left.stream().allMatch(call -> call.outcome() == Outcome.FAILED)) {
      return true;
    }
    for (Call call : left) {
      boolean mayBeFirst =
          left.stream()
              .noneMatch(other -> other.outcome() != Outcome.FAILED && other.end() < call.begin());
      if (mayBeFirst) {
        List<Call> others = new ArrayList<>(left);
        others.remove(call);
        boolean sees = call.seen().equals(state);
        boolean works =
            switch (call.outcome()) {
              case READ -> sees && tryAll(others, state);
              case LOST -> !sees && tryAll(others, state);
              case WON, FAILED -> sees && tryAll(others, call.made());
            };
        if (works) {
          return true;
        }
      }
    }
    return false;
  }
}
