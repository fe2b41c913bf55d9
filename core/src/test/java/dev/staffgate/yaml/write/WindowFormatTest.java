package dev.staffgate.yaml.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Schedule.Window;
import dev.staffgate.yaml.read.PolicyLoader;
import java.time.DayOfWeek;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 5: a window of the week has one canonical text. */
class WindowFormatTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mon 00:00-00:01",
        "mon-sun 22:00-06:00",
        "mon,tue 08:05-18:00",
        "mon-wed 09:00-24:00",
        "fri-mon 22:00-06:00",
        "mon,wed,fri 10:00-14:30",
        "sun,mon 10:00-14:00",
        "tue,thu-sat 00:00-24:00"
      })
  void window_inCanonicalForm_isWrittenAsItIsRead(String text) {
    assertThat(WindowFormat.format(read(text))).isEqualTo(text);
  }

  @Property
  void window_ofAnyDays_isReadBack(@ForAll Set<DayOfWeek> days) {
    if (!days.isEmpty()) {
      Window window = new Window(days, 600, 60);
      assertThat(read(WindowFormat.format(window))).isEqualTo(window);
    }
  }

  private static Window read(String text) {
    String policy = "staffgate: 1\nschedules: { s: { zone: UTC, windows: ['" + text + "'] } }\n";
    return PolicyLoader.readDocument("p.yaml", policy).schedules().get("s").windows().get(0);
  }
}
