package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFinding.Related;
import dev.staffgate.analysis.LintSuppression;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.analysis.PolicyLint.AllowedFinding;
import dev.staffgate.model.Place;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings of lint in the Static Analysis Results Interchange Format, which code hosts show.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class LintReportSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** A fingerprint of this form is the same as long as finding and file are. */
  private static final String FINGERPRINT = "staffgateFinding/v1";

  private final JsonGenerator json;
  private final @Nullable URI docs;
  private final Map<String, Integer> alike = new HashMap<>();

  private LintReportSarif(JsonGenerator json, @Nullable URI docs) {
    this.json = json;
    this.docs = docs;
  }

  /**
   * Writes a log of one run.
   *
   * @param version of the tool
   * @param docs the address below which each code has a page; null if that is not known
   */
  static void write(PolicyLint lint, String version, @Nullable URI docs, Writer out)
      throws IOException {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.useDefaultPrettyPrinter();
      new LintReportSarif(json, docs).log(lint, version);
    }
    out.write('\n');
  }

  private void log(PolicyLint lint, String version) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    tool(version);
    json.writeStringField("columnKind", "unicodeCodePoints");
    invocation(lint);
    json.writeArrayFieldStart("results");
    for (LintFinding finding : lint.findings()) {
      result(finding, null);
    }
    for (AllowedFinding allowed : lint.allowed()) {
      result(allowed.finding(), allowed.suppression());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tool(String version) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "policy-tool");
    json.writeStringField("fullName", version);
    json.writeStringField("semanticVersion", version.substring(version.lastIndexOf(' ') + 1));
    json.writeArrayFieldStart("rules");
    for (LintCode code : LintCode.values()) {
      json.writeStartObject();
      json.writeStringField("id", code.text());
      text("shortDescription", code.title());
      text("fullDescription", code.why());
      text("help", code.why());
      if (docs != null) {
        json.writeStringField("helpUri", docs.resolve(code.text() + ".md").toString());
      }
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", code.severity().text());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void invocation(PolicyLint lint) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", true);
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (String note : lint.notes()) {
      notification("not looked at: " + LintReportText.bounded(note));
    }
    if (lint.leftOut() > 0) {
      notification(lint.leftOut() + " more findings are not told");
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void notification(String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("level", "warning");
    text("message", text);
    json.writeEndObject();
  }

  private void result(LintFinding finding, @Nullable LintSuppression suppression)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.code().text());
    json.writeNumberField("ruleIndex", List.of(LintCode.values()).indexOf(finding.code()));
    json.writeStringField("level", finding.severity().text());
    text(
        "message",
        LintReportText.bounded(finding.what()) + "; " + LintReportText.bounded(finding.mend()));
    json.writeArrayFieldStart("locations");
    if (finding.at().fileIndex() >= 0) {
      location(finding.at(), 0, null);
    }
    json.writeEndArray();
    related(finding.related());
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField(FINGERPRINT, fingerprint(finding));
    json.writeEndObject();
    json.writeArrayFieldStart("suppressions");
    if (suppression != null) {
      suppression(suppression);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void related(List<Related> related) throws IOException {
    json.writeArrayFieldStart("relatedLocations");
    int id = 1;
    for (Related one : related) {
      if (one.at().fileIndex() >= 0) {
        location(one.at(), id++, one.what());
      }
    }
    json.writeEndArray();
  }

  private void suppression(LintSuppression suppression) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "inSource");
    json.writeStringField("status", "accepted");
    json.writeStringField(
        "justification", suppression.reason() + " (until " + suppression.until() + ")");
    json.writeFieldName("location");
    location(suppression.at(), 0, null);
    json.writeEndObject();
  }

  private void location(Place at, int id, @Nullable String what) throws IOException {
    json.writeStartObject();
    if (id > 0) {
      json.writeNumberField("id", id);
    }
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(at.file()));
    json.writeEndObject();
    if (at.line() > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", at.line());
      json.writeNumberField("startColumn", at.column());
      if (at.length() > 0) {
        json.writeNumberField("endColumn", at.column() + at.length());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    if (what != null) {
      text("message", LintReportText.bounded(what));
    }
    json.writeEndObject();
  }

  private void text(String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** Returns a path as a URI: one that was given relatively stays relative. */
  static String uri(String file) {
    Path path = Path.of(file);
    if (path.isAbsolute()) {
      return path.toUri().toString();
    }
    StringBuilder relative = new StringBuilder();
    path.normalize().forEach(name -> relative.append('/').append(name));
    try {
      // A colon would make the first name a scheme.
      return new URI(null, null, relative.toString(), null)
          .toASCIIString()
          .substring(1)
          .replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file + " cannot be written as a URI", e);
    }
  }

  /** Returns what is the same for the same finding in the same file, whatever line it is on. */
  private String fingerprint(LintFinding finding) {
    String print = finding.code() + "\n" + uri(finding.at().file()) + "\n" + withoutLines(finding);
    int number = alike.merge(print, 1, Integer::sum);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((print + "\n" + number).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String withoutLines(LintFinding finding) {
    return finding.what().replaceAll(":[0-9]+(:[0-9]+)?", "");
  }
}
