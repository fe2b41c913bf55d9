package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The answers of a role set: each permission's own, wherever in its row it stands. */
class AnswerTableTest {
  private static final int SIZE = 200;
  private static final Decision.Deny BROKEN = new StandardDenials("").notGranted;

  @Test
  void policies_ofPermissionsGrantedDeniedAndConditionalAtRandom_answerEachByItself() {
    SplittableRandom random = new SplittableRandom(7);
    for (int tries = 0; tries < 50; tries++) {
      int[] said = random.ints(SIZE, 0, 4 + tries).toArray();
      PolicyDocument.Builder document = PolicyDocument.builder().hosting(false);
      List<Object> rules = new ArrayList<>();
      for (int i = 0; i < SIZE; i++) {
        String id = "area.verb-" + i;
        document.permission(
            new PermissionDefinition(id, id, "system", false, List.of(), Place.NONE));
        switch (said[i]) {
          case 0 -> rules.add(PolicyParts.grant(i + 1, id));
          case 1 -> rules.add(PolicyParts.grant(i + 1, id, PolicyParts.networks("203.0.113.0/24")));
          case 2 -> rules.add(PolicyParts.deny(i + 1, id));
          default -> {}
        }
      }
      Policy policy =
          Policy.of(
              document
                  .role(PolicyParts.role("desk", rules.toArray()))
                  .staff(StaffAccount.of("alice", "desk"))
                  .build());
      for (int i = 0; i < SIZE; i++) {
        Permission permission = policy.permission("area.verb-" + i);
        Decision alone = policy.decide("alice", permission);
        Decision inside = policy.decide(AccessRequest.of("alice", permission).from("203.0.113.7"));
        assertThat(alone.reason().code())
            .isEqualTo(
                switch (said[i]) {
                  case 0 -> ReasonCode.GRANTED;
                  case 1 -> ReasonCode.CONDITION_NOT_MET;
                  case 2 -> ReasonCode.DENIED_BY_ROLE;
                  default -> ReasonCode.NOT_GRANTED;
                });
        assertThat(alone.reason().place().line()).isEqualTo(said[i] <= 2 ? i + 1 : 0);
        assertThat(inside.permitted()).isEqualTo(said[i] <= 1);
        assertThat(policy.decide("alice", permission.id())).isEqualTo(alone);
      }
    }
  }

  @Test
  void table_ofRolesThatBreakARule_saysNothingButThat() {
    AnswerTable table = AnswerTable.ofBrokenSeparation(SIZE, BROKEN);

    for (int i = 0; i < SIZE; i++) {
      assertThat(AnswerTable.bits(table.row(), i) & AnswerTable.PERMITTED).isZero();
      assertThat(AnswerTable.bits(table.row(), i) & AnswerTable.DEPENDS).isNotZero();
      assertThat(table.constantAnswer(i)).isSameAs(BROKEN);
      assertThat(table.entry(i)).isSameAs(PermissionEntry.NOTHING);
    }
  }

  @Test
  void permit_ofWhatIsNotPermittedAlways_isRefused() {
    BitSet permissions = new BitSet();
    permissions.set(40);
    AnswerTable table =
        AnswerTable.of(SIZE, permissions, any -> PermissionEntry.NOTHING, any -> false);

    assertThatIllegalArgumentException().isThrownBy(() -> table.permit(40));
    assertThat(IntStream.range(0, SIZE).filter(i -> table.entry(i) != PermissionEntry.NOTHING))
        .isEmpty();
  }
}
