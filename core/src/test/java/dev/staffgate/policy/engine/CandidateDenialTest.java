package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Way;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A denial names what does not hold, and nothing that does, whatever was asked before. */
class CandidateDenialTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 7})
  void denial_forConditions_namesThoseThatDoNotHold(int count) {
    List<Condition> conditions =
        IntStream.range(0, count).mapToObj(i -> PolicyParts.where("a" + i, "yes")).toList();
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .role(PolicyParts.role("lead", List.of("desk"), List.of()))
                .role(
                    PolicyParts.role(
                        "desk",
                        PolicyParts.grant(1, "client.view", conditions.toArray(Condition[]::new))))
                .staff(StaffAccount.of("alice", "lead"))
                .build());

    for (int again = 0; again < 2; again++) {
      for (int missing = 1; missing < 1 << count; missing++) {
        int bits = missing;
        AccessRequest request = AccessRequest.of("alice", "client.view");
        for (int i = 0; i < count; i++) {
          request = request.with("a" + i, (bits >> i & 1) == 0 ? "yes" : "no");
        }
        assertThat(policy.decide(request).reason().forAdministrator())
            .isEqualTo(
                "role `desk` grants it (lead > desk), but what it requires does not hold: "
                    + IntStream.range(0, count)
                        .filter(i -> (bits >> i & 1) != 0)
                        .mapToObj(i -> Way.text(conditions.get(i)))
                        .collect(Collectors.joining("; ")));
      }
    }
  }
}
