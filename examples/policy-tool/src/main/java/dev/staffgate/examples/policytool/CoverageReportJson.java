package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.CoverageItem;
import dev.staffgate.analysis.PolicyCoverage;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.model.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Coverage as one JSON object, for programs. */
final class CoverageReportJson {
  private CoverageReportJson() {}

  static void write(PolicyCoverage coverage, PrintWriter out) {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      json.writeNumberField("percent", coverage.total().percent());
      count(coverage.total(), json);
      json.writeNumberField("tests", coverage.results().size());
      json.writeNumberField(
          "tests-passed", coverage.results().stream().filter(PolicyTestResult::passed).count());
      json.writeNumberField("tests-not-counted", coverage.uncounted().size());
      json.writeObjectFieldStart("kinds");
      for (CoverageItem.Kind kind : CoverageItem.Kind.values()) {
        json.writeObjectFieldStart(kind.plural());
        count(coverage.of(kind), json);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeObjectFieldStart("files");
      for (Map.Entry<String, PolicyCoverage.Count> file : coverage.byFile().entrySet()) {
        json.writeObjectFieldStart(file.getKey());
        count(file.getValue(), json);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("items");
      for (CoverageItem item : coverage.items()) {
        write(item, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void count(PolicyCoverage.Count count, JsonGenerator json) throws IOException {
    json.writeNumberField("reached", count.reached());
    json.writeNumberField("all", count.all());
  }

  private static void write(CoverageItem item, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", word(item.kind()));
    json.writeStringField("what", item.what());
    place(item.place(), json);
    goals("reached", item.reached(), json);
    goals("missing", item.missing(), json);
    json.writeEndObject();
  }

  static void place(Place place, JsonGenerator json) throws IOException {
    json.writeStringField("file", place.file());
    json.writeNumberField("line", place.line());
    json.writeNumberField("column", place.column());
  }

  private static void goals(String name, Set<CoverageItem.Goal> goals, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (CoverageItem.Goal goal : goals) {
      json.writeString(word(goal));
    }
    json.writeEndArray();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
