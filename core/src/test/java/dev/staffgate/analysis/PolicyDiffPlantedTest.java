package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A side effect through includes is found, whatever else the policy holds. */
class PolicyDiffPlantedTest {
  private static final int PLANTED = 100;
  private static final String ACCOUNT = "planted";
  private static final String PERMISSION = "planted.act";

  private static final Condition UP_TO_100 =
      new Condition.Amount(true, "amount", BigDecimal.valueOf(100), Place.NONE);
  private static final Condition UP_TO_200 =
      new Condition.Amount(true, "amount", BigDecimal.valueOf(200), Place.NONE);

  @Test
  void between_oneChangeBehindOneToThreeIncludes_isFoundEachTime() {
    int found = 0;
    int seed = 0;
    for (int planted = 0; planted < PLANTED; seed++) {
      PolicyDocument document = RandomPolicies.of(new RandomChoices(seed)).document();
      if (!document.staff().isEmpty()) {
        Role last = role(depth(planted), List.of(), List.of(grant(UP_TO_100)), List.of());
        Policy before = with(document, planted, last);
        PolicyDiff diff = PolicyDiff.between(before, with(document, planted, changed(planted)));
        assertThat(diff.verdict())
            .as("seed %d: %s", seed, diff.toText())
            .isEqualTo(planted % 2 == 0 ? DiffVerdict.TIGHTER : DiffVerdict.WIDER);
        assertThat(diff.regions())
            .as("seed %d: %s", seed, diff.toText())
            .isNotEmpty()
            .allSatisfy(
                region -> {
                  assertThat(region.accounts()).containsExactly(ACCOUNT);
                  assertThat(region.permissions()).containsExactly(PERMISSION);
                });
        found++;
        planted++;
      }
    }
    assertThat(found).isEqualTo(PLANTED);
  }

  private static int depth(int planted) {
    return 1 + planted % 3;
  }

  // Taken away, wider, denied, or one condition less.
  private static Role changed(int planted) {
    int at = depth(planted);
    return switch (planted % 4) {
      case 0 -> role(at, List.of(), List.of(), List.of());
      case 1 -> role(at, List.of(), List.of(grant(UP_TO_200)), List.of());
      case 2 ->
          role(
              at,
              List.of(),
              List.of(grant(UP_TO_100)),
              List.of(new Deny(List.of(PermissionPattern.of("planted.*")), List.of(), Place.NONE)));
      default -> role(at, List.of(), List.of(Grant.of(PERMISSION)), List.of());
    };
  }

  private static Grant grant(Condition condition) {
    return new Grant(List.of(PermissionPattern.of(PERMISSION)), List.of(condition), Place.NONE);
  }

  private static Role role(int at, List<NameRef> includes, List<Grant> grants, List<Deny> denies) {
    return new Role(
        "planted" + at,
        Optional.empty(),
        List.of(),
        includes,
        List.of(),
        grants,
        denies,
        Place.NONE);
  }

  private static Policy with(PolicyDocument one, int planted, Role last) {
    Map<String, PermissionDefinition> permissions = new LinkedHashMap<>(one.permissions());
    permissions.put(
        PERMISSION,
        new PermissionDefinition(PERMISSION, "Act", "planted", false, List.of(), Place.NONE));
    Map<String, Role> roles = new LinkedHashMap<>(one.roles());
    for (int i = 0; i < depth(planted); i++) {
      Role step = role(i, NameRef.listOf("planted" + (i + 1)), List.of(), List.of());
      roles.put(step.id(), step);
    }
    roles.put(last.id(), last);
    Map<String, StaffAccount> staff = new LinkedHashMap<>(one.staff());
    staff.put(ACCOUNT, StaffAccount.of(ACCOUNT, "planted0"));
    return Policy.of(
        one.toBuilder()
            .permissions(permissions)
            .defaults(Defaults.NONE)
            .roles(roles)
            .staff(staff)
            .build(),
        PolicyArbitraries.OPTIONS,
        "planted");
  }
}
