package dev.staffgate.reference;

import static dev.staffgate.decision.TruthValue.FALSE;
import static dev.staffgate.decision.TruthValue.TRUE;
import static dev.staffgate.decision.TruthValue.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.compile.ConditionCompiler;
import dev.staffgate.policy.engine.Approvers;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.EvaluationContext;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy reference, section 3: the table of conditions, row by row, for both evaluators. */
class ReferenceConditionsTest {
  private static final StaffAccount ALICE =
      new StaffAccount(
          "alice",
          Optional.of("Alice Example"),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of("department", Set.of("billing"), "server", Set.of("web2")),
          Map.of("team", "night"),
          false,
          Place.NONE);

  private static final PolicyDocument DOCUMENT =
      PolicyDocument.builder()
          .network(
              new NetworkDefinition(
                  "office",
                  PolicyParts.addresses("203.0.113.0/24", "2001:db8:10::/48"),
                  Place.NONE))
          .network(
              new NetworkDefinition(
                  "trusted", List.of(new NetworkTerm.Named(NameRef.of("office"))), Place.NONE))
          .schedule(schedule("days", 8 * 60, 18 * 60, DayOfWeek.MONDAY, DayOfWeek.FRIDAY))
          .schedule(schedule("nights", 22 * 60, 6 * 60, DayOfWeek.SUNDAY, DayOfWeek.SUNDAY))
          .schedule(schedule("evening", 20 * 60, 24 * 60, DayOfWeek.MONDAY, DayOfWeek.MONDAY))
          .schedule(schedule("lost", 2 * 60, 3 * 60, DayOfWeek.SUNDAY, DayOfWeek.SUNDAY))
          .department(NameRef.of("sales"))
          .department(NameRef.of("billing"))
          .server(PolicyParts.server("web1", 1, "whm", Optional.empty()))
          .server(PolicyParts.server("web2", 2, "whm", Optional.empty()))
          .serverGroup(new ServerGroup("eu", NameRef.listOf("web1"), Place.NONE))
          .staff(ALICE)
          .build();

  private static final AccessRequest REQUEST = AccessRequest.of("alice", "ticket.view");

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0, TRUE",
    "203.0.113.255, TRUE",
    "203.0.112.255, FALSE",
    "203.0.114.0, FALSE",
    "::ffff:203.0.113.7, TRUE",
    "::203.0.113.7, FALSE",
    "2001:db8:10:ffff:ffff:ffff:ffff:ffff, TRUE",
    "2001:db8:11::, FALSE",
    ", UNKNOWN"
  })
  void networks_byNameOfANetworkOfNetworks_holdWhereTheAddressLiesInOne(
      String from, TruthValue expected) {
    List<NetworkTerm> terms = List.of(new NetworkTerm.Named(NameRef.of("trusted")));
    AccessRequest request = from == null ? REQUEST : REQUEST.from(from);
    assertThat(of(new Condition.Networks(true, terms, Place.NONE), request)).isEqualTo(expected);
    assertThat(of(new Condition.Networks(false, terms, Place.NONE), request))
        .isEqualTo(opposite(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 255.255.255.255, TRUE",
    "0.0.0.0/0, ::1, FALSE",
    "0.0.0.0/0, ::, FALSE",
    "::/0, 203.0.113.7, FALSE",
    "::/0, ::203.0.113.7, TRUE",
    "198.51.100.16-198.51.100.31, 198.51.100.16, TRUE",
    "198.51.100.16-198.51.100.31, 198.51.100.31, TRUE",
    "198.51.100.16-198.51.100.31, 198.51.100.15, FALSE",
    "198.51.100.16-198.51.100.31, 198.51.100.32, FALSE"
  })
  void networks_ofOneFamily_holdNoAddressOfTheOther(
      String range, String from, TruthValue expected) {
    assertThat(of(PolicyParts.networks(range), REQUEST.from(from))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // Monday and Friday, 08:00 to 18:00: the first minute is in, the last is not.
    "days, 2026-11-23T07:59:59.999999999+01:00, FALSE",
    "days, 2026-11-23T08:00:00+01:00, TRUE",
    "days, 2026-11-23T17:59:59.999999999+01:00, TRUE",
    "days, 2026-11-23T18:00:00+01:00, FALSE",
    "days, 2026-11-24T12:00:00+01:00, FALSE",
    // Sunday, 22:00 to 06:00: belongs to the day on which it starts.
    "nights, 2026-11-22T21:59:00+01:00, FALSE",
    "nights, 2026-11-22T22:00:00+01:00, TRUE",
    "nights, 2026-11-23T05:59:59+01:00, TRUE",
    "nights, 2026-11-23T06:00:00+01:00, FALSE",
    "nights, 2026-11-22T05:00:00+01:00, FALSE",
    // Monday until 24:00.
    "evening, 2026-11-23T23:59:59.999999999+01:00, TRUE",
    "evening, 2026-11-24T00:00:00+01:00, FALSE",
    // Sunday, 02:00 to 03:00: twice in autumn, never in spring.
    "lost, 2026-10-25T02:30:00+02:00, TRUE",
    "lost, 2026-10-25T02:30:00+01:00, TRUE",
    "lost, 2026-10-25T03:00:00+01:00, FALSE",
    "lost, 2026-03-29T01:59:59.999999999+01:00, FALSE",
    "lost, 2026-03-29T03:00:00+02:00, FALSE",
    // The API allows a request without an instant: unknown, which never helps.
    "days, , UNKNOWN"
  })
  void schedule_aroundItsEdges_isHalfOpenOnTheWallClock(
      String schedule, String at, TruthValue expected) {
    AccessRequest request = at == null ? REQUEST : REQUEST.at(OffsetDateTime.parse(at).toInstant());
    assertThat(of(new Condition.InSchedule(true, NameRef.of(schedule), Place.NONE), request))
        .isEqualTo(expected);
    assertThat(of(new Condition.InSchedule(false, NameRef.of(schedule), Place.NONE), request))
        .isEqualTo(opposite(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "PT15M, PT15M, TRUE",
    "PT15M, PT15M0.000000001S, FALSE",
    "PT15M, PT14M59.999999999S, TRUE",
    "PT15M, PT0S, TRUE",
    "PT15M, PT-0.000000001S, TRUE",
    "PT15M, PT-60S, TRUE",
    "PT15M, PT-60.000000001S, FALSE",
    "PT0S, PT-60S, TRUE",
    "PT0S, PT-60.000000001S, FALSE",
    "PT0S, PT0S, TRUE",
    "PT0S, PT0.000000001S, FALSE",
    "PT15M, , FALSE"
  })
  void secondFactor_atItsAge_holdsToTheNanosecond(String limit, String age, TruthValue expected) {
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    AccessRequest request = REQUEST.at(now);
    if (age != null) {
      request = request.secondFactorAt(now.minus(Duration.parse(age)));
    }
    assertThat(of(PolicyParts.secondFactor(limit), request)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23T09:00:00Z, FALSE"})
  void secondFactor_withoutAnInstantToMeasureFrom_isFalse(Instant verified, TruthValue expected) {
    assertThat(of(PolicyParts.secondFactor("PT15M"), REQUEST.secondFactorAt(verified)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "100,TRUE",
        "100.00,TRUE",
        "0100,TRUE",
        "0,TRUE",
        "100.0000000000000000000000000001,FALSE",
        "99.9999999999999999999999999999,TRUE",
        "-1,UNKNOWN",
        "+1,UNKNOWN",
        "1e2,UNKNOWN",
        ".5,UNKNOWN",
        "1.,UNKNOWN",
        " 1,UNKNOWN",
        "٣,UNKNOWN",
        "NaN,UNKNOWN",
        "'',UNKNOWN",
        ",UNKNOWN"
      })
  void amount_atItsLimit_isAnExactDecimalAndNothingElse(String amount, TruthValue expected) {
    AccessRequest request = amount == null ? REQUEST : REQUEST.with("amount", amount);
    BigDecimal limit = new BigDecimal("100");
    assertThat(of(new Condition.Amount(true, "amount", limit, Place.NONE), request))
        .isEqualTo(expected);
    assertThat(of(new Condition.Amount(false, "amount", limit, Place.NONE), request))
        .isEqualTo(opposite(expected));
  }

  @ParameterizedTest
  @CsvSource({"64, TRUE", "65, UNKNOWN"})
  void amount_ofManyDigits_isANumberUpToSixtyFour(int digits, TruthValue expected) {
    assertThat(of(PolicyParts.upTo("9".repeat(64)), REQUEST.with("amount", "9".repeat(digits))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "department, sales|abuse, sales, TRUE",
    "department, sales, billing, FALSE",
    "department, assigned, billing, TRUE",
    "department, assigned, sales, FALSE",
    "department, sales, nowhere, UNKNOWN",
    "department, sales, , UNKNOWN",
    "server, @eu, web1, TRUE",
    "server, @eu, web2, FALSE",
    "server, assigned, web2, TRUE",
    "server, @eu|assigned, web9, UNKNOWN",
    "client-group, vip, vip, TRUE",
    "client-group, vip, anything, FALSE",
    "client-group, assigned, assigned, FALSE",
    "client-group, assigned, vip, FALSE"
  })
  void resource_ofAType_isOneOfTheMembersIfItIsNamed(
      String type, String members, String named, TruthValue expected) {
    List<ResourceTerm> terms =
        Stream.of(members.split("\\|")).map(text -> ResourceTerm.parse(text, Place.NONE)).toList();
    AccessRequest request = named == null ? REQUEST : REQUEST.on(type, named);
    assertThat(of(new Condition.Resource(true, type, terms, Place.NONE), request))
        .isEqualTo(expected);
    assertThat(of(new Condition.Resource(false, type, terms, Place.NONE), request))
        .isEqualTo(opposite(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "open, open, TRUE",
    "open, Open, FALSE",
    "open|closed, closed, TRUE",
    "1.0, 1, TRUE",
    "-1, -1.00, TRUE",
    "-0, 0, TRUE",
    "1, 1x, FALSE",
    "100, 1e2, FALSE",
    "1e2, 1e2, TRUE",
    "true, true, TRUE",
    "open, , UNKNOWN"
  })
  void where_forAValue_comparesNumbersAsNumbersAndElseTheText(
      String values, String status, TruthValue expected) {
    AccessRequest request = status == null ? REQUEST : REQUEST.with("resource.status", status);
    assertThat(of(PolicyParts.where("resource.status", values.split("\\|")), request))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "resource.owner, staff.id, alice, TRUE",
    "resource.owner, staff.id, Alice, FALSE",
    "resource.owner, staff.team, night, TRUE",
    "resource.owner, staff.name, Alice Example, TRUE",
    "resource.owner, staff.email, alice, UNKNOWN",
    "resource.owner, staff.none, alice, UNKNOWN",
    "resource.owner, staff.id, , UNKNOWN",
    "resource.owner, resource.owner, 1, TRUE"
  })
  void same_ofTwoAttributes_isTheExactText(
      String left, String right, String owner, TruthValue expected) {
    AccessRequest request = owner == null ? REQUEST : REQUEST.with("resource.owner", owner);
    assertThat(of(new Condition.Same(left, right, Place.NONE), request)).isEqualTo(expected);
  }

  /**
   * How the condition comes out in the reference evaluator; in the engine it has to be the same.
   */
  private static TruthValue of(Condition condition, AccessRequest request) {
    ReferenceEvaluator evaluator = new ReferenceEvaluator(DOCUMENT, PolicyOptions.DEFAULT);
    TruthValue expected =
        new ReferenceConditions(DOCUMENT, evaluator).of(condition, request, ALICE);
    CompiledCondition check =
        new ConditionCompiler(DOCUMENT, DOCUMENT.catalogue()).of(List.of(condition))[0];
    assertThat(check.test(new EvaluationContext(request, ALICE, Approvers.NONE, null)))
        .isEqualTo(expected);
    return expected;
  }

  private static TruthValue opposite(TruthValue truth) {
    return switch (truth) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static Schedule schedule(
      String id, int start, int end, DayOfWeek first, DayOfWeek second) {
    return new Schedule(
        id,
        ZoneId.of("Europe/Berlin"),
        List.of(new Schedule.Window(EnumSet.of(first, second), start, end)),
        Place.NONE);
  }
}
