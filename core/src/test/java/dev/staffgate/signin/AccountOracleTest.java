package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.staffgate.signin.SignInResult.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Somebody outside who tells names that are accounts from others by what is answered. The best
 * classifier of what was seen learns from one half of the tries and is judged on the other.
 */
class AccountOracleTest {
  private static final int TRIES = Integer.getInteger("staffgate.oracle.tries", 2_000);

  private final SignInWorld world = new SignInWorld();
  private final Random random = new Random(7);
  private int address;

  /** A name that is tried. */
  private record Target(String name, boolean isAccount) {}

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      Target target = new Target("n" + i, random.nextBoolean());
      if (target.isAccount()) {
        world.hire(target.name());
      }
      targets.add(target);
    }
    return targets;
  }

  /** Returns an attempt's answer, as an outsider sees it, from an address that was never used. */
  private String seen(Target target) {
    address++;
    SignInResult result =
        world.wrongPassword(
            target.name(),
            SignInWorld.from("10." + address / 256 % 256 + "." + address % 256 + ".1"));
    return result instanceof Wait wait
        ? "wait " + Duration.between(world.clock.instant(), wait.until())
        : result.toString();
  }

  private String seen(Target target, int times) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < times; i++) {
      all.append(seen(target)).append('\n');
    }
    return all.toString();
  }

  private void ownerSignsIn(Target target) {
    assertThat(world.owner(target.name(), SignInWorld.from("198.51.100.7"))).isNotNull();
  }

  private static double accuracy(List<Target> targets, Function<Target, String> oracle) {
    Map<String, Integer> learnt = new HashMap<>();
    List<Target> unseen = new ArrayList<>();
    Map<Target, String> transcripts = new HashMap<>();
    for (Target target : targets) {
      transcripts.put(target, oracle.apply(target));
    }
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      if (i % 2 == 0) {
        learnt.merge(transcripts.get(target), target.isAccount() ? 1 : -1, Integer::sum);
      } else {
        unseen.add(target);
      }
    }
    long right =
        unseen.stream()
            .filter(
                target -> learnt.getOrDefault(transcripts.get(target), 0) > 0 == target.isAccount())
            .count();
    return (double) right / unseen.size();
  }

  private void assertNobodyCanTell(List<Target> targets, Function<Target, String> oracle) {
    double most = TRIES >= 10_000 ? 0.02 : 0.05;
    assertThat(accuracy(targets, oracle)).isCloseTo(0.5, within(most));
  }

  @Test
  void classifier_ofAnswersThatDiffer_isRight() {
    assertThat(accuracy(targets(), target -> target.isAccount() ? "yes" : "no")).isEqualTo(1);
  }

  @Test
  void waits_doNotTell() {
    assertNobodyCanTell(targets(), target -> seen(target, 8));
  }

  @Test
  void aDayThatPassed_doesNotTell() {
    List<Target> targets = targets();
    Map<Target, String> before = new HashMap<>();
    targets.forEach(target -> before.put(target, seen(target, 6)));
    world.clock.advance(Duration.ofHours(25));
    assertNobodyCanTell(targets, target -> before.get(target) + seen(target, 6));
  }

  @Test
  void theOwnersSignIn_doesNotTell() {
    List<Target> targets = targets();
    targets.stream().filter(Target::isAccount).forEach(this::ownerSignsIn);
    assertNobodyCanTell(
        targets,
        target -> {
          String before = seen(target, 4);
          if (target.isAccount()) {
            ownerSignsIn(target);
          } else {
            world.clock.advance(Duration.ofSeconds(30));
          }
          return before + seen(target, 4);
        });
  }

  @Test
  void aFloodOfFortyThousandNames_doesNotTell() {
    List<Target> targets = targets();
    Map<Target, String> before = new HashMap<>();
    targets.forEach(target -> before.put(target, seen(target, 4)));
    for (int i = 0; i < 40_000; i++) {
      assertThat(seen(new Target("flood" + i, false))).isNotNull();
    }
    assertNobodyCanTell(targets, target -> before.get(target) + seen(target, 4));
  }

  @Test
  void aDirectoryThatIsOut_doesNotTell() {
    List<Target> targets = targets();
    targets.stream()
        .filter(target -> target.isAccount() && random.nextBoolean())
        .forEach(target -> world.ofDirectory.add(target.name()));
    world.directoryIsOut = true;
    assertNobodyCanTell(targets, target -> seen(target, 6));
  }
}
