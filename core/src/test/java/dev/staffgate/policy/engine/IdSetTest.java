package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.decision.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sets of ids, each held to what it contains of three ids and of one that no set names. */
class IdSetTest {
  private static final List<String> IDS = List.of("a", "b", "c", "unnamed");
  private static final List<IdSet> SETS =
      List.of(
          IdSet.NONE,
          IdSet.ALL,
          IdSet.only(Set.of("a")),
          IdSet.only(Set.of("a", "b")),
          IdSet.only(Set.of("b", "c")),
          IdSet.only(Set.of("a")).complement(),
          IdSet.only(Set.of("b", "c")).complement());

  @Test
  void sets_combined_containWhatTheyShall() {
    for (IdSet one : SETS) {
      for (IdSet other : SETS) {
        for (String id : IDS) {
          boolean inOne = one.contains(id);
          boolean inOther = other.contains(id);
          assertThat(one.and(other).contains(id)).isEqualTo(inOne && inOther);
          assertThat(one.or(other).contains(id)).isEqualTo(inOne || inOther);
          assertThat(one.minus(other).contains(id)).isEqualTo(inOne && !inOther);
          assertThat(one.complement().contains(id)).isEqualTo(!inOne);
          assertThat(IdSet.anyOf(List.of(one, other)).contains(id)).isEqualTo(inOne || inOther);
        }
      }
    }
  }

  @Test
  void inAtLeast_soManySets_containsWhatLiesInThatMany() {
    for (int count = 0; count <= SETS.size() + 1; count++) {
      IdSet set = IdSet.inAtLeast(count, SETS);
      for (String id : IDS) {
        long in = SETS.stream().filter(one -> one.contains(id)).count();
        assertThat(set.contains(id)).as("%s in %s", id, count).isEqualTo(in >= count);
      }
    }
  }

  @Test
  void scope_ofASet_isOfTheKindThatSaysIt() {
    assertThat(IdSet.ALL.toScope().kind()).isEqualTo(Scope.Kind.ALL);
    assertThat(IdSet.NONE.toScope().kind()).isEqualTo(Scope.Kind.NONE);
    assertThat(IdSet.only(Set.of("b", "a")).toScope().ids()).containsExactly("a", "b");
    for (IdSet set : SETS) {
      Scope scope = set.toScope();
      assertThat(scope.isKnown()).isTrue();
      for (String id : IDS) {
        assertThat(scope.contains(id)).isEqualTo(set.contains(id));
      }
    }
    assertThat(Scope.CONDITIONAL.isKnown()).isFalse();
    assertThat(Scope.CONDITIONAL.contains("a")).isFalse();
  }

  @Test
  void scope_whoseKindAndIdsDisagree_isRefused() {
    for (Scope.Kind kind : Scope.Kind.values()) {
      boolean names = kind == Scope.Kind.ONLY || kind == Scope.Kind.EXCEPT;
      Set<String> wrong = names ? Set.of() : Set.of("a");
      assertThatIllegalArgumentException().isThrownBy(() -> new Scope(kind, wrong));
    }
  }
}
