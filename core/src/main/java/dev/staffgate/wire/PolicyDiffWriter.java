package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.analysis.DiffAnswer;
import dev.staffgate.analysis.DiffLimit;
import dev.staffgate.analysis.DiffRegion;
import dev.staffgate.analysis.DiffRemark;
import dev.staffgate.analysis.DiffSize;
import dev.staffgate.analysis.PolicyDiff;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Writes the difference of two policies as JSON. Safe for any number of threads. */
public final class PolicyDiffWriter {
  private PolicyDiffWriter() {}

  /**
   * Returns one object in one line: the verdict, the regions, what is told beside them, and what is
   * not exact. Each region has a witness as {@link RequestWriter} writes requests.
   */
  public static String write(PolicyDiff diff) {
    return DecisionWriter.object(
        json -> {
          json.writeStringField("verdict", diff.verdict().text());
          json.writeArrayFieldStart("regions");
          for (DiffRegion region : diff.regions()) {
            region(json, region);
          }
          json.writeEndArray();
          remarks(json, "not-exact", diff.gaps());
          remarks(json, "beside", diff.notes());
          json.writeNumberField("pairs", diff.pairs());
          json.writeNumberField("analysed-pairs", diff.analysedPairs());
        });
  }

  private static void region(JsonGenerator json, DiffRegion region) throws IOException {
    json.writeStartObject();
    texts(json, "accounts", region.accounts());
    texts(json, "permissions", region.permissions());
    json.writeArrayFieldStart("limits");
    for (DiffLimit limit : region.limits()) {
      limit(json, limit);
    }
    json.writeEndArray();
    answer(json, "before", region.before());
    answer(json, "after", region.after());
    size(json, region.size());
    json.writeFieldName("witness");
    json.writeRawValue(RequestWriter.write(region.witness().request()));
    json.writeEndObject();
  }

  private static void limit(JsonGenerator json, DiffLimit limit) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "dimension", limit.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (!limit.name().isEmpty()) {
      json.writeStringField("name", limit.name());
    }
    texts(json, "values", limit.values());
    if (limit.size().isPresent()) {
      json.writeNumberField("size", limit.size().get());
    }
    json.writeEndObject();
  }

  private static void answer(JsonGenerator json, String name, DiffAnswer answer)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("outcome", answer.outcome().text());
    if (answer.user().isPresent()) {
      json.writeStringField("sso-user", answer.user().get());
    }
    json.writeEndObject();
  }

  private static void size(JsonGenerator json, DiffSize size) throws IOException {
    json.writeObjectFieldStart("size");
    if (size.accounts().isPresent()) {
      json.writeNumberField("accounts", size.accounts().get());
    }
    if (size.servers().isPresent()) {
      json.writeNumberField("servers", size.servers().get());
    }
    json.writeNumberField("addresses", size.addresses());
    json.writeObjectFieldStart("minutes-a-week");
    for (Map.Entry<String, BigInteger> zone : size.minutesAWeek().entrySet()) {
      json.writeNumberField(zone.getKey(), zone.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void remarks(JsonGenerator json, String name, Collection<DiffRemark> remarks)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (DiffRemark remark : remarks) {
      json.writeStartObject();
      json.writeStringField("text", remark.text());
      texts(json, "names", remark.names());
      texts(json, "permissions", remark.permissions());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
