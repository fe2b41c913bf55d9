package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.Schedule.Window;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.read.PolicyLoader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 5: {@code load(write(policy))} is the policy, in canonical form. */
class PolicyWriterTest {
  @Property(tries = 300)
  void document_writtenAndLoaded_isEqualAndWrittenAlike(@ForAll("documents") PolicyDocument one) {
    String written = PolicyWriter.write(one);
    // Not as a policy: at random, accounts have what a rule of separation keeps apart.
    PolicyDocument loaded = PolicyLoader.readDocument("policy.yaml", written);
    assertThat(loaded).isEqualTo(one);
    assertThat(PolicyWriter.write(loaded)).isEqualTo(written);
  }

  @Provide
  Arbitrary<PolicyDocument> documents() {
    return LoadableDocuments.all();
  }

  @Property
  void text_ofAnyKind_isReadBackInBlockAndInFlow(@ForAll("texts") String text) {
    StaffAccount account =
        new StaffAccount(
            "no",
            Optional.of(text),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of("a", text, "b", text),
            false,
            Place.NONE);
    PolicyDocument document = PolicyDocument.builder().staff(account).build();
    assertThat(PolicyLoader.readDocument("written", PolicyWriter.write(document)))
        .isEqualTo(document);
  }

  @Provide
  Arbitrary<String> texts() {
    return AwkwardTexts.any();
  }

  @Test
  void wholePolicy_written_readsAsAPersonWouldWriteIt() throws IOException {
    PolicyDocument whole = PolicyFiles.parse("whole.yaml", resource("whole.yaml")).document();
    assertThat(PolicyWriter.write(whole)).isEqualTo(resource("whole-written.yaml"));
  }

  @Test
  void documents_thatDifferInOrderOfIdsAlone_areWrittenAlike() {
    PolicyDocument one = document("networks: { b: [], a: [] }\nroles: { y: {}, x: {} }");
    PolicyDocument other = document("roles: { x: , y: }\nnetworks: { a: [], b: [] }");
    assertThat(one).isEqualTo(other);
    assertThat(PolicyWriter.write(one)).isEqualTo(PolicyWriter.write(other));
  }

  @Test
  void conditions_madeInAnotherOrder_areEqualAndWrittenAlike() {
    Condition age = new Condition.SecondFactor(Duration.ofHours(24), Place.NONE);
    Condition hours = new Condition.InSchedule(true, NameRef.of("day"), Place.NONE);
    assertThat(requiring(age, hours)).isEqualTo(requiring(hours, age));
    assertThat(PolicyWriter.write(requiring(age, hours)))
        .contains("requires: { schedule: day, second-factor: 1d }");
  }

  @Test
  void limit_withAnExponentLongerThanMemory_isRefusedBeforeItIsWrittenOut() {
    Condition huge =
        new Condition.Amount(true, "amount", new BigDecimal("1e999999999"), Place.NONE);
    assertThatThrownBy(() -> PolicyWriter.write(requiring(huge)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 digits");
  }

  @Test
  void conditions_twoOfOneKey_areRefused() {
    Condition one = new Condition.InSchedule(true, NameRef.of("day"), Place.NONE);
    assertThatThrownBy(() -> PolicyWriter.write(requiring(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key `schedule` stands here twice");
  }

  @Test
  void duration_withAFractionOfASecond_isRefused() {
    Condition age = new Condition.SecondFactor(Duration.ofMillis(1500), Place.NONE);
    assertThatThrownBy(() -> PolicyWriter.write(requiring(age)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole number of seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001b", "\u202e", "\u2028", "\u0085", "\ufeff", "\ud800"})
  void title_withACharacterThatNoPolicyMayHold_isRefused(String bad) {
    Role role =
        new Role(
            "r",
            Optional.of("a" + bad),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Place.NONE);
    PolicyDocument document = PolicyDocument.builder().role(role).build();
    assertThatThrownBy(() -> PolicyWriter.write(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void network_namedLikeAnAddress_isRefused() {
    Condition condition =
        new Condition.Networks(
            true, List.of(new NetworkTerm.Named(NameRef.of("10.1"))), Place.NONE);
    assertThatThrownBy(() -> PolicyWriter.write(requiring(condition)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void zone_withoutANameInTheDatabase_isRefused() {
    Schedule schedule =
        new Schedule(
            "day",
            ZoneId.of("+01:00"),
            List.of(new Window(Set.of(DayOfWeek.MONDAY), 0, 60)),
            Place.NONE);
    PolicyDocument document = PolicyDocument.builder().schedule(schedule).build();
    assertThatThrownBy(() -> PolicyWriter.write(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown time zone");
  }

  private static PolicyDocument requiring(Condition... conditions) {
    Grant grant = new Grant(List.of(PermissionPattern.of("*")), List.of(conditions), Place.NONE);
    Role role =
        new Role(
            "r",
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(conditions),
            List.of(grant),
            List.of(),
            Place.NONE);
    return PolicyDocument.builder().role(role).build();
  }

  private static PolicyDocument document(String sections) {
    return PolicyLoader.readDocument("policy.yaml", "staffgate: 1\n" + sections + "\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PolicyWriterTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
