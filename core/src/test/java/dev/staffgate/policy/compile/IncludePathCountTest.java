package dev.staffgate.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Ways counted are ways walked. */
class IncludePathCountTest {
  private static final CompiledCondition[] SOMETHING =
      new CompiledCondition[1]; // counted, not asked

  private static final class Roles {
    final Map<String, CompiledRole> byId = new TreeMap<>();

    @CanIgnoreReturnValue
    CompiledRole add(boolean requires, List<String> includes) {
      CompiledRole role =
          new CompiledRole(
              "r" + byId.size(),
              byId.size(),
              Place.NONE,
              List.of(),
              includes,
              requires ? SOMETHING : CompiledCondition.NONE,
              List.of(),
              List.of());
      byId.put(role.id, role);
      return role;
    }

    List<CompiledRole> includedFirst() {
      CompiledRole[] byRank = new CompiledRole[byId.size()];
      byId.values().forEach(role -> byRank[role.rank] = role);
      return IncludeOrder.of(byRank, byId);
    }

    boolean haveMoreThan(long bound, CompiledRole root) {
      return IncludePathCount.isMoreThan(bound, root, includedFirst(), byId);
    }
  }

  @Property
  void ways_downAnyIncludes_areAsManyAsAreWalked(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count) {
    Random random = new Random(seed);
    Roles roles = new Roles();
    for (int i = 0; i < count; i++) {
      List<String> includes = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(3) > 0) {
          includes.add("r" + j);
        }
      }
      roles.add(random.nextBoolean(), includes);
    }
    for (CompiledRole root : roles.byId.values()) {
      int walked = IncludePaths.from(root, roles.byId).size();

      assertThat(roles.haveMoreThan(walked, root)).isFalse();
      assertThat(roles.haveMoreThan(walked - 1, root)).isTrue();
    }
  }

  /** Layers of two roles have 2 + 4 + … ways; the rest is made up by roles beside them. */
  @Test
  void ways_asManyAsTheBound_areTakenAndOneMoreIsNot() {
    Roles roles = new Roles();
    List<String> below = List.of();
    int layers = 15;
    for (int i = 0; i < layers; i++) {
      below = List.of(roles.add(true, below).id, roles.add(true, below).id);
    }
    int missing = IncludePathCount.MAX - ((1 << (layers + 1)) - 2) - 1;
    List<String> beside = new ArrayList<>(below);
    IntStream.range(0, missing).forEach(i -> beside.add(roles.add(false, List.of()).id));
    CompiledRole most = roles.add(false, beside);
    beside.add(roles.add(false, List.of()).id);
    CompiledRole oneMore = roles.add(false, beside);

    assertThatCode(() -> IncludePathCount.requireFewPaths(most, roles.includedFirst(), roles.byId))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(
            () -> IncludePathCount.requireFewPaths(oneMore, roles.includedFirst(), roles.byId))
        .withMessageContaining("role `" + oneMore.id + "` has more than");
  }

  @Test
  void ways_moreThanANumberCanHold_areMoreThanTheBound() {
    Roles roles = new Roles();
    List<String> below = List.of();
    for (int i = 0; i < 200; i++) {
      below = List.of(roles.add(true, below).id, roles.add(true, below).id);
    }

    assertThat(roles.haveMoreThan(IncludePathCount.MAX, roles.add(true, below))).isTrue();
  }
}
