package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy reference, section 3: what a window of a schedule can be. */
class ScheduleTest {
  private static Schedule.Window window(int start, int end) {
    return new Schedule.Window(Set.of(DayOfWeek.MONDAY), start, end);
  }

  @ParameterizedTest
  @CsvSource({"0, 1440", "0, 1", "1439, 1440", "1439, 1", "1439, 1438"})
  void window_upToTheEdgesOfADay_isTaken(int start, int end) {
    assertThat(window(start, end).start()).isEqualTo(start);
    assertThat(window(start, end).end()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({"-1, 60", "1440, 60", "60, 0", "60, 1441", "60, 60"})
  void window_beyondADayOrWithoutLength_isRefused(int start, int end) {
    assertThatIllegalArgumentException().isThrownBy(() -> window(start, end));
  }

  @Test
  void days_andWindows_areAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Window(Set.of(), 60, 120))
        .withMessage("a window needs at least one day");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule("nights", ZoneOffset.UTC, List.of(), Place.NONE))
        .withMessage("a schedule needs at least one window");
  }
}
