package dev.staffgate.yaml.read;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.InstantParser;
import dev.staffgate.model.Schedule.Window;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference 1 and 3: how instants, windows and numbers are written. */
class ScalarFormsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-01T00:00Z, 2026-11-01T00:00:00Z",
    "2026-11-23T10:00:00+01:00, 2026-11-23T09:00:00Z",
    "2026-11-23T10:00:00.123456789-05:30, 2026-11-23T15:30:00.123456789Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
  })
  void instant_inItsForm_isRead(String text, Instant expected) {
    assertThat(InstantParser.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-01",
        "2026-11-01T00:00",
        "2026-11-01 00:00Z",
        "2026-11-01T00Z",
        "2026-11-01T24:00Z",
        "2026-11-01T00:00:60Z",
        "2026-02-29T00:00Z",
        "2026-11-01t00:00z",
        "2026-11-01T00:00:00.1234567890Z",
        "2026-11-01T00:00+0100",
        "2026-11-01T00:00+01",
        "2026-11-01T00:00Europe/Berlin",
        "+12026-11-01T00:00Z",
        "26-11-01T00:00Z",
        "2026-11-01T00:00+19:00"
      })
  void instant_inAnotherForm_isRefused(String text) {
    assertThat(InstantParser.parse(text)).isEmpty();
  }

  @Test
  void window_ofDaysAndTimes_isRead() {
    assertThat(WindowParser.parse("mon-fri 08:00-18:00"))
        .contains(new Window(EnumSet.range(MONDAY, FRIDAY), 480, 1080));
    assertThat(WindowParser.parse("fri-mon 22:00-06:00"))
        .contains(new Window(EnumSet.of(FRIDAY, SATURDAY, SUNDAY, MONDAY), 1320, 360));
    assertThat(WindowParser.parse("sat,sun 00:00-24:00"))
        .contains(new Window(EnumSet.of(SATURDAY, SUNDAY), 0, 1440));
    assertThat(WindowParser.parse("sun 18:00-00:00"))
        .contains(new Window(EnumSet.of(SUNDAY), 1080, 1440));
    assertThat(WindowParser.parse("mon-sun 00:00-00:01"))
        .contains(new Window(EnumSet.allOf(java.time.DayOfWeek.class), 0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "08:00-18:00",
        "mon 8:00-18:00",
        "mon 08:00-18",
        "mon 08:00-08:00",
        "mon 24:00-06:00",
        "mon 00:00-00:00",
        "mon 08:60-18:00",
        "mon 08:00-24:01",
        "mon 25:00-26:00",
        "Mon 08:00-18:00",
        "monday 08:00-18:00",
        "mon, tue 08:00-18:00",
        "mon-wed-fri 08:00-18:00",
        "mon- 08:00-18:00",
        ",mon 08:00-18:00",
        "mon  08:00-18:00",
        "mon 08:00 - 18:00",
        "mon 08:00-18:00 ",
        "mon 08:00:00-18:00:00",
        "mon ０8:00-18:00"
      })
  void window_inAnotherForm_isRefused(String text) {
    assertThat(WindowParser.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "010, true",
    "100.00, true",
    "0.5, true",
    "1e2, false",
    "-1, false",
    "+1, false",
    "1_000, false",
    "'1,5', false",
    ".5, false",
    "5., false",
    ".inf, false",
    ".nan, false",
    "0x10, false",
    "１０, false",
  })
  void amount_inDigits_isReadAndNothingElse(String text, boolean isNumber) {
    assertThat(loads("grants: [{ permission: payment.refund, up-to: { amount: '" + text + "' } }]"))
        .isEqualTo(isNumber);
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false", "400, false"})
  void amount_ofManyDigits_isReadUpTo64(int digits, boolean isNumber) {
    String text = "9".repeat(digits);
    assertThat(loads("grants: [{ permission: payment.refund, up-to: { amount: " + text + " } }]"))
        .isEqualTo(isNumber);
  }

  @Test
  void duration_ofNothing_isAllowedForASecondFactorAlone() {
    assertThat(loads("requires: { second-factor: 0s }")).isTrue();
  }

  private static boolean loads(String role) {
    ProblemCollector problems = new ProblemCollector();
    SourceText source =
        new SourceText(0, "p.yaml", "staffgate: 1\nroles: { r: { " + role + " } }\n");
    new DocumentReader(problems).read(YamlNodeReader.read(source, problems).orElseThrow());
    return problems.isEmpty();
  }
}
