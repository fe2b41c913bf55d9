package dev.staffgate.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.validation.PolicyValidator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Roles after all that they include, and those that lead down too many ways. */
class IncludeOrderTest {
  private static CompiledRole role(String id, int rank, String... includes) {
    return new CompiledRole(
        id,
        rank,
        Place.NONE,
        List.of(),
        List.of(includes),
        CompiledCondition.NONE,
        List.of(),
        List.of());
  }

  @Test
  void roles_thatIncludeOthers_comeAfterThem() {
    CompiledRole[] byRank = {role("a", 0, "b", "c"), role("b", 1, "c", "ghost"), role("c", 2)};

    assertThat(IncludeOrder.of(byRank, Map.of("a", byRank[0], "b", byRank[1], "c", byRank[2])))
        .containsExactly(byRank[2], byRank[1], byRank[0]);
  }

  /** Two roles a layer, each of which includes both below: as many paths as two to the layers. */
  private static PolicyDocument.Builder lattice(int requiring) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    List<String> below = List.of();
    int layers = 17;
    for (int layer = 0; layer < layers; layer++) {
      List<Condition> requires =
          layer < requiring ? List.of(PolicyParts.where("x", "1")) : List.of();
      String left = "left" + layer;
      String right = "right" + layer;
      document.role(
          PolicyParts.role(left, below, requires, PolicyParts.grant(layer + 1, "client.view")));
      document.role(PolicyParts.role(right, below, requires));
      below = List.of(left, right);
    }
    return document.role(PolicyParts.role("top", below, List.of()));
  }

  private static Decision asked(int requiring) {
    return Policy.of(lattice(requiring).staff(StaffAccount.of("alice", "top")).build())
        .decide(AccessRequest.of("alice", "client.view").with("x", "1"));
  }

  @Test
  void role_thatLeadsDownTooManyWays_isRefusedWhereItIsAssigned() {
    assertThat(asked(0).permitted()).isTrue();
    assertThat(asked(1).permitted()).isTrue();
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> asked(17))
        .withMessageContaining("too-many-include-paths");
    assertThat(
            Policy.of(lattice(17).staff(StaffAccount.of("alice", "left3")).build())
                .decide(AccessRequest.of("alice", "client.view").with("x", "1"))
                .permitted())
        .isTrue();
  }

  @Test
  void problems_ofAHostileDocument_areOneMoreThanIsTold() {
    PolicyDocument document =
        PolicyDocument.builder()
            .role(
                PolicyParts.role(
                    "desk",
                    IntStream.range(0, 150)
                        .mapToObj(i -> PolicyParts.grant(i + 1, "ghost.verb-" + i))
                        .toArray()))
            .build();

    assertThat(PolicyValidator.problems(document, PolicyOptions.DEFAULT))
        .hasSize(PolicyValidator.MAX + 1);
  }

  @Test
  void explanation_byTwoRolesThatIncludeOne_showsEachOfItsRulesOnce() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .role(
                    PolicyParts.role(
                        "desk",
                        PolicyParts.grant(1, "client.view"),
                        PolicyParts.grant(2, "client.*"),
                        PolicyParts.deny(3, "client.view", PolicyParts.where("x", "1")),
                        PolicyParts.deny(4, "client.*", PolicyParts.where("x", "1"))))
                .role(PolicyParts.role("left", List.of("desk"), List.of()))
                .role(PolicyParts.role("right", List.of("desk"), List.of()))
                .staff(StaffAccount.of("alice", "left", "right"))
                .build());
    Explanation explanation =
        policy.explain(AccessRequest.of("alice", "client.view").with("x", "2"));

    assertThat(explanation.denies()).extracting(one -> one.at().line()).containsExactly(3, 4);
    assertThat(explanation.candidates()).extracting(one -> one.at().line()).containsExactly(1, 2);
    assertThat(explanation.candidates())
        .allSatisfy(one -> assertThat(one.path()).containsExactly("left", "desk"));
  }
}
