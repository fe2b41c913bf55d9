package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.PolicyTestFinding;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestResult.Status;
import dev.staffgate.decision.Explanation;
import dev.staffgate.model.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Results of tests as one JSON object, for programs. */
final class TestReportJson {
  private TestReportJson() {}

  static void write(List<PolicyTestResult> results, PrintWriter out) {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      json.writeNumberField("tests", results.size());
      for (Status status : Status.values()) {
        json.writeNumberField(text(status), TestReportText.count(results, status));
      }
      json.writeArrayFieldStart("results");
      for (PolicyTestResult result : results) {
        write(result, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void write(PolicyTestResult result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", result.name());
    json.writeStringField("status", text(result.status()));
    place(result.place(), json);
    if (result.error().isPresent()) {
      json.writeStringField("reason", result.error().get());
    }
    if (!result.findings().isEmpty()) {
      json.writeArrayFieldStart("findings");
      for (PolicyTestFinding finding : result.findings()) {
        json.writeStartObject();
        json.writeStringField("question", finding.question());
        place(finding.place(), json);
        json.writeStringField("wanted", finding.wanted());
        json.writeStringField("got", finding.got());
        if (finding.explanation().isPresent()) {
          json.writeStringField(
              "explanation", finding.explanation().map(Explanation::toText).get());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void place(Place place, JsonGenerator json) throws IOException {
    json.writeStringField("file", place.file());
    json.writeNumberField("line", place.line());
    json.writeNumberField("column", place.column());
  }

  private static String text(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
