package dev.staffgate.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

/** A name that nothing defines is told of, wherever it stands. */
class ReferenceCheckerTest {
  @Test
  void names_thatNothingDefines_areToldOfInAllPlaces() {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class,
            () ->
                PolicyFiles.parse(
                    "policy.yaml",
                    """
                    staffgate: 1
                    departments: [billing]
                    networks: { office: [203.0.113.0/24, ghost1] }
                    defaults:
                      requires: { networks: [ghost2] }
                      sensitive: { requires: { networks: [ghost3] } }
                    roles:
                      desk: { grants: [ticket.view] }
                      barred: { denies: [ghost.view, { permission: ticket.view, networks: [ghost8] }] }
                    staff:
                      alice: { roles: [desk], networks: [ghost4], assigned: { department: [ghost5] } }
                    routes:
                      - { path: /a, permission: ticket.view, resource: { department: ghost6 } }
                    tests:
                      - name: promise
                        staff: alice
                        at: 2026-11-23T10:00Z
                        permit: [{ permission: ticket.view, resources: { department: ghost7 } }]
                    """));

    assertThat(refused.problems())
        .extracting(PolicyProblem::what)
        .containsExactly(
            "unknown network `ghost1` in network `office`",
            "unknown network `ghost2` in `networks` of `defaults.requires`",
            "unknown network `ghost3` in `networks` of `defaults.sensitive.requires`",
            "unknown permission `ghost.view` in a deny of role `barred`",
            "unknown network `ghost8` in `networks` of a deny of role `barred`",
            "unknown network `ghost4` in the networks of staff `alice`",
            "unknown department `ghost5` among what is assigned to `alice`",
            "unknown department `ghost6` in the route `/a`",
            "unknown department `ghost7` in the test `promise`");
  }
}
