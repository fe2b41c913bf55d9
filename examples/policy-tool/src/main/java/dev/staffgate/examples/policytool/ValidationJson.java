package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Writes what is wrong with a policy as one JSON object. */
final class ValidationJson {
  private ValidationJson() {}

  /** Writes the problems of a policy that cannot be used. */
  static void write(PolicyException refused, PrintWriter out) throws IOException {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      json.writeBooleanField("valid", false);
      json.writeArrayFieldStart("problems");
      for (PolicyProblem problem : refused.problems()) {
        json.writeStartObject();
        json.writeStringField("file", problem.at().file());
        json.writeNumberField("line", problem.at().line());
        json.writeNumberField("column", problem.at().column());
        json.writeStringField("code", problem.code());
        json.writeStringField("what", problem.what());
        json.writeStringField("why", problem.why());
        if (problem.mend().isPresent()) {
          json.writeStringField("mend", problem.mend().get());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("more", refused.hasMore());
      json.writeEndObject();
    }
    finish(out);
  }

  /** Writes what there is to say of a policy that can be used. */
  static void write(
      String version, List<String> warnings, List<PolicyTestResult> tests, PrintWriter out)
      throws IOException {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      json.writeBooleanField("valid", true);
      json.writeArrayFieldStart("warnings");
      for (String warning : warnings) {
        json.writeString(warning);
      }
      json.writeEndArray();
      json.writeNumberField("tests", tests.size());
      json.writeArrayFieldStart("not-passed");
      for (PolicyTestResult test : tests) {
        if (!test.passed()) {
          json.writeString(test.name());
        }
      }
      json.writeEndArray();
      json.writeStringField("policy", version);
      json.writeEndObject();
    }
    finish(out);
  }

  private static void finish(PrintWriter out) {
    out.print('\n');
    out.flush();
  }
}
