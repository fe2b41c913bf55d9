package dev.staffgate.decision;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.network.IpAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 7: what a request may hold, and that each list has a bound. */
class AccessRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final AccessRequest REQUEST = AccessRequest.of("alice", "ticket.view").at(NOW);

  private static String[] names(int count) {
    return Collections.nCopies(count, "role").toArray(String[]::new);
  }

  @Test
  void lists_givenAgain_replaceWhatWasGiven() {
    AccessRequest request =
        REQUEST.actingAs("a", "b").inEmergencies("fire").actingAs("c").inEmergencies();

    assertThat(request.actingAs()).containsExactly("c");
    assertThat(request.emergencies()).isEmpty();
    assertThat(REQUEST.actingAs()).isEmpty();
  }

  @Test
  void lists_besideOtherFacts_areKept() {
    GivenApproval approval = GivenApproval.of("carol", NOW);
    AccessRequest request =
        REQUEST
            .approvedBy(approval)
            .actingAs("a")
            .inEmergencies("fire")
            .from("203.0.113.7")
            .secondFactorAt(NOW)
            .on("server", "web1")
            .with("amount", "1");

    assertThat(request.approvals()).containsExactly(approval);
    assertThat(request.actingAs()).containsExactly("a");
    assertThat(request.emergencies()).containsExactly("fire");
  }

  @ParameterizedTest
  @CsvSource({
    "1E+2, 100",
    "100, 100",
    "100.00, 100.00",
    "1E-3, 0.001",
    "-5E+1, -50",
    "0E+100, 0",
    "0E-2, 0.00",
    "1E+63, 1000000000000000000000000000000000000000000000000000000000000000"
  })
  void number_asAnAttribute_isWrittenInPlainDigits(BigDecimal number, String digits) {
    assertThat(REQUEST.with("amount", number).attributes()).containsEntry("amount", digits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+64", "1E-65", "1E+999999999", "1E-999999999", "9E+2147483647"})
  void number_thatNoPolicyCompares_isRefusedAtOnce(BigDecimal number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REQUEST.with("amount", number))
        .withMessageContaining("64 digits");
  }

  @Test
  void wholeNumber_asAnAttribute_isItsDigits() {
    assertThat(REQUEST.with("amount", 1_000_000).attributes()).containsEntry("amount", "1000000");
    assertThat(REQUEST.with("amount", Long.MIN_VALUE).attributes())
        .containsEntry("amount", "-9223372036854775808");
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.with("staff.limit", 1));
  }

  @Test
  void lists_withAsManyAsAllowed_areTaken() {
    assertThat(REQUEST.actingAs(names(256)).actingAs()).hasSize(256);
    assertThat(REQUEST.inEmergencies(names(256)).emergencies()).hasSize(256);
    assertThat(REQUEST.approvedBy(approvals(256)).approvals()).hasSize(256);
  }

  @Test
  void lists_withOneMore_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.actingAs(names(257)));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.inEmergencies(names(257)));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.approvedBy(approvals(257)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenApproval.of("carol", NOW).withActingAs(names(257)));
  }

  @Test
  void names_longerThanAllowed_areRefused() {
    String longest = "x".repeat(256);

    assertThat(REQUEST.actingAs(longest).actingAs()).containsExactly(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.actingAs(longest + "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.inEmergencies(longest + "x"));
    assertThat(GivenApproval.of(longest, NOW).by()).isEqualTo(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> GivenApproval.of(longest + "x", NOW));
  }

  @Test
  void keys_emptyOrLongerThanAllowed_areRefused() {
    String longest = "x".repeat(256);

    assertThat(REQUEST.on(longest, "1").resources()).containsOnlyKeys(longest);
    assertThat(REQUEST.with(longest, "1").attributes()).containsOnlyKeys(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.on("", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.on(longest + "x", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.with("", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.with(longest + "x", "1"));
  }

  @Test
  void entries_asManyAsAllowed_areTakenAndTheLastOfAKeyCounts() {
    AccessRequest full = REQUEST;
    for (int i = 0; i < 256; i++) {
      full = full.with("a" + i, "old");
    }
    AccessRequest changed = full.with("a0", "new");

    assertThat(changed.attributes()).hasSize(256).containsEntry("a0", "new");
    assertThatIllegalArgumentException().isThrownBy(() -> changed.with("a256", "new"));
  }

  @Test
  void entries_givenTogether_areAsIfGivenOneByOne() {
    Map<String, String> some = Map.of("a", "1", "b", "2");
    AccessRequest request = REQUEST.on("a", "0").with("b", "0").with("c", "3");

    assertThat(request.on(some).resources()).isEqualTo(some);
    assertThat(request.with(some).attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "2", "c", "3"));
    assertThat(request.on(Map.of()).with(Map.of())).isSameAs(request);
  }

  @Test
  void entries_givenTogether_haveTheSameBounds() {
    Map<String, String> most =
        IntStream.range(0, 256).boxed().collect(toMap(i -> "k" + i, i -> "v"));

    assertThat(REQUEST.on(most).with(most).with(most).attributes()).isEqualTo(most);
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.on("k", "v").on(most));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.with("k", "v").with(most));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.on(Map.of("", "v")));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.on(Map.of("x".repeat(257), "v")));
    assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.with(Map.of("", "v")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REQUEST.with(Map.of("amount", "1", "staff.id", "bob")));
  }

  @Test
  void request_madeByAnotherForSomethingElse_keepsAllTheRest() {
    Permission other = Catalogue.hosting().find("ticket.reply").orElseThrow();
    AccessRequest request =
        REQUEST.from("203.0.113.7").on("department", "sales").with("note", "secret");

    AccessRequest changed = request.by("bob").askingFor(other);

    assertThat(changed.permission()).isSameAs(other);
    assertThat(changed)
        .hasToString(
            "AccessRequest[bob, ticket.reply, on {department=sales}, from 203.0.113.7, at"
                + " 2026-11-23T09:00:00Z]");
    assertThat(changed.attributes()).isEqualTo(request.attributes());
  }

  @Test
  void request_madeByAnotherUnderOtherCircumstances_isAsIfEachWasGiven() {
    IpAddress office = IpAddress.parse("203.0.113.7");
    Instant now = NOW;
    AccessRequest asked =
        AccessRequest.of("alice", "payment.refund")
            .from("198.51.100.1")
            .at(now.minusSeconds(60))
            .secondFactorAt(now.minusSeconds(90))
            .on("client", "c1")
            .with("amount", "1")
            .actingAs("billing");

    AccessRequest bobs = asked.by("bob", office, now, now.minusSeconds(5));

    assertThat(bobs)
        .usingRecursiveComparison()
        .isEqualTo(asked.by("bob").from(office).at(now).secondFactorAt(now.minusSeconds(5)));
    AccessRequest bare = asked.by("bob", null, null, null);
    assertThat(bare.from()).isEmpty();
    assertThat(bare.at()).isEmpty();
    assertThat(bare.hasInstant()).isFalse();
    assertThat(bobs.hasInstant()).isTrue();
    assertThat(bare.secondFactorAt()).isEmpty();
    assertThat(bare.resources()).containsEntry("client", "c1");
  }

  @Test
  void request_atInstantsOutOfRange_isRefused() {
    AccessRequest asked = AccessRequest.of("alice", "payment.refund");
    Instant now = NOW;
    Instant late = AccessRequest.MAX_INSTANT.plusNanos(1);

    assertThatIllegalArgumentException().isThrownBy(() -> asked.by("bob", null, late, now));
    assertThatIllegalArgumentException().isThrownBy(() -> asked.by("bob", null, now, late));
  }

  @Test
  void approval_atAnInstantOutOfRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> GivenApproval.of("carol", Instant.MAX));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenApproval.of("carol", NOW).withSecondFactorAt(Instant.MIN));
  }

  @Test
  void approval_builtStepByStep_hasAllThatWasGiven() {
    assertThat(
            GivenApproval.of("carol", NOW)
                .withFrom(IpAddress.parse("203.0.113.7"))
                .withSecondFactorAt(NOW)
                .withActingAs("a"))
        .isEqualTo(
            new GivenApproval(
                "carol",
                NOW,
                Optional.of(IpAddress.parse("203.0.113.7")),
                Optional.of(NOW),
                List.of("a")));
  }

  private static GivenApproval[] approvals(int count) {
    return Collections.nCopies(count, GivenApproval.of("carol", NOW)).toArray(GivenApproval[]::new);
  }
}
