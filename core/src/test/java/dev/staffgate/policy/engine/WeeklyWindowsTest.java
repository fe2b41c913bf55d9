package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Place;
import dev.staffgate.model.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policy reference, section 3: what was asked before changes no answer about a schedule. */
class WeeklyWindowsTest {
  // 02:00 to 03:00 on Sunday, which comes twice where clocks go back.
  private static final Schedule SCHEDULE =
      new Schedule(
          "night",
          ZoneId.of("Europe/Berlin"),
          List.of(new Schedule.Window(Set.of(DayOfWeek.SUNDAY), 120, 180)),
          Place.NONE);

  @Test
  void contains_askedAroundAChangeOfClocks_isTheSameInAnyOrder() {
    Instant back = Instant.parse("2026-10-25T01:00:00Z");
    List<Instant> around =
        List.of(
            back.minusSeconds(3601),
            back.minusSeconds(3600),
            back.minusSeconds(1),
            back,
            back.plusSeconds(3599),
            back.plusSeconds(3600));
    for (Instant first : around) {
      for (Instant second : around) {
        WeeklyWindows asked = new WeeklyWindows(SCHEDULE);
        assertThat(asked.contains(first)).isEqualTo(new WeeklyWindows(SCHEDULE).contains(first));
        assertThat(asked.contains(second))
            .as("%s after %s", second, first)
            .isEqualTo(new WeeklyWindows(SCHEDULE).contains(second));
      }
    }
    assertThat(around.stream().map(new WeeklyWindows(SCHEDULE)::contains))
        .containsExactly(false, true, true, true, true, false);
  }
}
