package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Schedule;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.advice.WindowAdvice;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads schedules: a time zone and its windows of the week. */
final class SchedulesReader {

  /** The zones that have a name: an offset does not know summer time. */
  private static final Set<String> ZONES = ImmutableSet.copyOf(ZoneId.getAvailableZoneIds());

  private static final String WINDOWS =
      "write for example `mon-fri 08:00-18:00`, `sat,sun 10:00-14:00` or `fri-mon 22:00-06:00`";

  private final ProblemCollector problems;

  SchedulesReader(ProblemCollector problems) {
    this.problems = problems;
  }

  Optional<Schedule> read(String id, Scalar key, YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.named("schedule", id), PolicyKeys.SCHEDULE, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<ZoneId> zone = fields.requiredScalar("zone").flatMap(this::zone);
    List<Schedule.Window> windows = new ArrayList<>();
    YamlNode windowsNode = fields.required("windows");
    ListEntries seen = fields.distinct("windows");
    for (Scalar scalar : fields.scalars("windows")) {
      window(scalar).filter(window -> seen.add(window, scalar)).ifPresent(windows::add);
    }
    if (windowsNode instanceof YamlNode.Items items && items.items().isEmpty()) {
      problems.report(
          windowsNode.at(),
          "empty-list",
          "an empty list under `windows` of schedule `" + id + "`",
          "a schedule without a window never comes",
          "name at least one, such as `mon-fri 08:00-18:00`");
    }
    fields.refuseOthers();
    return zone.isPresent() && !windows.isEmpty()
        ? Optional.of(new Schedule(id, zone.get(), windows, key.at()))
        : Optional.empty();
  }

  private Optional<ZoneId> zone(Scalar scalar) {
    if (ZONES.contains(scalar.text())) {
      return Optional.of(ZoneId.of(scalar.text()));
    }
    problems.report(
        scalar.at(),
        "unknown-zone",
        "unknown time zone `" + VisibleText.excerpt(scalar.text()) + "`",
        "a zone is named as the IANA time zone database does, so that summer time is known",
        NearestName.hint(scalar.text(), ZONES, "write for example `Europe/Berlin` or `UTC`"));
    return Optional.empty();
  }

  private Optional<Schedule.Window> window(Scalar scalar) {
    Optional<Schedule.Window> window = WindowParser.parse(scalar.text());
    if (window.isEmpty()) {
      WindowAdvice advice =
          WindowAdvice.on(scalar.text(), text -> WindowParser.parse(text).isPresent());
      problems.report(
          scalar.at(),
          "bad-window",
          "`" + VisibleText.excerpt(scalar.text()) + "` is not a window of time",
          VisibleText.line(advice.why()),
          advice.right().map(right -> "write `" + right + "`").orElse(WINDOWS));
    }
    return window;
  }
}
