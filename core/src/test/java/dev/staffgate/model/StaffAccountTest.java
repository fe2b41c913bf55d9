package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.network.IpRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 2: what an account of staff can be, and how one is changed. */
class StaffAccountTest {
  private static final NetworkTerm OFFICE =
      new NetworkTerm.Addresses(IpRange.parse("203.0.113.0/24"), Place.NONE);
  private static final Assignment COVER =
      new Assignment(
          NameRef.of("desk"),
          Optional.empty(),
          Optional.of(Instant.EPOCH),
          Optional.empty(),
          Optional.empty());
  private static final StaffAccount WHOLE =
      new StaffAccount(
          "alice",
          Optional.of("Alice"),
          Optional.of("alice@example.com"),
          List.of("idp|1", "idp|2"),
          Optional.of("ann"),
          List.of(COVER),
          Optional.of(List.of(OFFICE)),
          Map.of("department", Set.of("billing")),
          Map.of("team", "night"),
          true,
          Place.NONE);

  @Test
  void account_madeFieldByField_isTheWholeOne() {
    StaffAccount made =
        StaffAccount.of("alice", "other")
            .withName("Alice")
            .withEmail("alice@example.com")
            .withKnownAs("idp|1", "idp|2")
            .withPerson("ann")
            .withRoles(COVER)
            .withNetworks(OFFICE)
            .withAssigned("department", "billing")
            .withAttribute("team", "night")
            .withDisabled(true);

    assertThat(made).isEqualTo(WHOLE);
  }

  @Test
  void account_withAFieldChanged_keepsAllOthers() {
    assertThat(WHOLE.withName("B").withName("Alice")).isEqualTo(WHOLE);
    assertThat(WHOLE.withEmail("b@example.com").withEmail("alice@example.com")).isEqualTo(WHOLE);
    assertThat(WHOLE.withKnownAs().withKnownAs("idp|1", "idp|2")).isEqualTo(WHOLE);
    assertThat(WHOLE.withPerson("bob").withPerson("ann")).isEqualTo(WHOLE);
    assertThat(WHOLE.withRoles(List.of()).withRoles(COVER)).isEqualTo(WHOLE);
    assertThat(WHOLE.withNetworks().withNetworks(OFFICE)).isEqualTo(WHOLE);
    assertThat(WHOLE.withAssigned("department").withAssigned("department", "billing"))
        .isEqualTo(WHOLE);
    assertThat(WHOLE.withAttribute("team", "day").withAttribute("team", "night")).isEqualTo(WHOLE);
    assertThat(WHOLE.withDisabled(false).withDisabled(true)).isEqualTo(WHOLE);
  }

  @Test
  void networks_changedToNone_closeTheAccountAndDoNotOpenIt() {
    assertThat(WHOLE.withNetworks().networks()).contains(List.of());
  }

  @Test
  void person_notNamed_isTheAccountItself() {
    assertThat(StaffAccount.of("alice").personId()).isEqualTo("alice");
    assertThat(WHOLE.personId()).isEqualTo("ann");
    assertThatIllegalArgumentException().isThrownBy(() -> WHOLE.withPerson("a b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\u0000", "\u00e4", "a\u007f", "a\n"})
  void knownAs_withOtherCharacters_isRefused(String name) {
    assertThat(StaffAccount.isKnownAs(name)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> WHOLE.withKnownAs(name));
  }

  @Test
  void knownAs_of256Characters_isTheLongest() {
    assertThat(StaffAccount.isKnownAs("!~".repeat(128))).isTrue();
    assertThat(StaffAccount.isKnownAs("x".repeat(257))).isFalse();
  }

  @Test
  void account_withoutId_isNobodysAndHasNothingOfAPerson() {
    StaffAccount roles =
        StaffAccount.withoutId(
            List.of(Assignment.of("billing")), Map.of("department", Set.of("sales")));

    assertThat(roles.isWithoutId()).isTrue();
    assertThat(roles.attribute("id")).isNull();
    assertThat(roles.attribute("name")).isNull();
    assertThat(roles.assigned("department")).containsExactly("sales");
    assertThat(StaffAccount.of("alice").isWithoutId()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> roles.withName("Alice"));
    assertThatIllegalArgumentException().isThrownBy(() -> roles.withPerson("alice"));
    assertThatIllegalArgumentException().isThrownBy(() -> roles.withAttribute("team", "night"));
  }

  @Test
  void account_withoutId_isNotOneOfADocument() {
    StaffAccount roles = StaffAccount.withoutId(List.of(), Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyDocument.builder().staff(roles).build());
  }
}
