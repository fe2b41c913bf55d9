package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.DiffRegion;
import dev.staffgate.analysis.PolicyMutant;
import dev.staffgate.analysis.PolicyMutation;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.wire.RequestWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Changes that no test notices as one JSON object, for programs. */
final class MutationReportJson {
  private MutationReportJson() {}

  static void write(PolicyMutation mutation, PrintWriter out) {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      json.writeNumberField("tests", mutation.results().size());
      json.writeNumberField(
          "tests-passed", mutation.results().stream().filter(PolicyTestResult::passed).count());
      if (mutation.isTested()) {
        json.writeNumberField("percent", mutation.percent());
      }
      json.writeNumberField("noticed", mutation.noticed());
      json.writeNumberField("survived", mutation.survivors().size());
      json.writeNumberField("equal", mutation.equal());
      json.writeNumberField("refused", mutation.refused());
      json.writeNumberField("untried", mutation.untried());
      json.writeArrayFieldStart("survivors");
      for (PolicyMutant survivor : mutation.survivors()) {
        write(survivor, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void write(PolicyMutant survivor, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", MutateCommand.text(survivor.kind()));
    json.writeStringField("what", survivor.what());
    json.writeStringField("change", survivor.change());
    CoverageReportJson.place(survivor.place(), json);
    json.writeBooleanField("exact", survivor.exact());
    if (survivor.region().isPresent()) {
      DiffRegion region = survivor.region().get();
      json.writeStringField("before", region.before().toString());
      json.writeStringField("after", region.after().toString());
      json.writeFieldName("witness");
      json.writeRawValue(RequestWriter.write(region.witness().request()));
    }
    json.writeEndObject();
  }
}
