package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.LintCode.Severity;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFinding.Related;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.analysis.PolicyLint.AllowedFinding;
import dev.staffgate.model.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Findings of lint as one JSON object, for programs. */
final class LintReportJson {
  private LintReportJson() {}

  static void write(PolicyLint lint, PrintWriter out) {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      for (Severity severity : Severity.values()) {
        json.writeNumberField(severity.text() + "s", LintReportText.count(lint, severity));
      }
      json.writeArrayFieldStart("findings");
      for (LintFinding finding : lint.findings()) {
        json.writeStartObject();
        write(finding, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("allowed");
      for (AllowedFinding allowed : lint.allowed()) {
        json.writeStartObject();
        write(allowed.finding(), json);
        json.writeStringField("until", allowed.suppression().until().toString());
        json.writeStringField("reason", allowed.suppression().reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("left-out", lint.leftOut());
      json.writeArrayFieldStart("not-looked-at");
      for (String note : lint.notes()) {
        json.writeString(LintReportText.bounded(note));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void write(LintFinding finding, JsonGenerator json) throws IOException {
    json.writeStringField("code", finding.code().text());
    json.writeStringField("severity", finding.severity().text());
    place(finding.at(), json);
    json.writeStringField("what", LintReportText.bounded(finding.what()));
    json.writeStringField("why", finding.code().why());
    json.writeStringField("mend", LintReportText.bounded(finding.mend()));
    json.writeArrayFieldStart("related");
    for (Related related : finding.related()) {
      json.writeStartObject();
      place(related.at(), json);
      json.writeStringField("what", LintReportText.bounded(related.what()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void place(Place place, JsonGenerator json) throws IOException {
    json.writeStringField("file", place.file());
    json.writeNumberField("line", place.line());
    json.writeNumberField("column", place.column());
  }
}
