package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.decision.Access;
import dev.staffgate.decision.Way;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NetworkTerm;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * Writes the answers to questions in reverse as JSON (policy reference, section 6): who can do
 * something, what somebody can, which servers they can enter. Safe for any number of threads.
 */
public final class AccessWriter {
  private AccessWriter() {}

  /**
   * Writes one document: a list with an object for each answer, in their order; {@code []} if there
   * is none. The ways of an answer are put together when it is its turn, and what is written is not
   * kept.
   *
   * @param out is flushed, and stays open
   * @throws IOException if it cannot be written to
   */
  public static void write(Iterable<Access> answers, Writer out) throws IOException {
    try (JsonGenerator json = DecisionWriter.JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartArray();
      for (Access one : answers) {
        access(json, one);
      }
      json.writeEndArray();
    }
    out.flush();
  }

  private static void access(JsonGenerator json, Access access) throws IOException {
    json.writeStartObject();
    json.writeStringField("staff", access.staff().id());
    json.writeStringField("permission", access.permission().id());
    if (!access.resources().isEmpty()) {
      json.writeObjectFieldStart("resources");
      for (Map.Entry<String, String> one : access.resources().entrySet()) {
        json.writeStringField(one.getKey(), one.getValue());
      }
      json.writeEndObject();
    }
    json.writeBooleanField("always", access.always());
    if (access.networks().isPresent()) {
      json.writeArrayFieldStart("networks");
      for (NetworkTerm one : access.networks().get()) {
        json.writeString(one.toString());
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("ways");
    for (Way way : access.ways()) {
      way(json, way);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void way(JsonGenerator json, Way way) throws IOException {
    json.writeStartObject();
    DecisionWriter.texts(json, "permissions", way.permissions());
    DecisionWriter.texts(json, "path", way.path());
    DecisionWriter.place(json, way.at());
    if (way.server().isPresent()) {
      json.writeStringField("server", way.server().get());
    }
    if (way.ssoUser().isPresent()) {
      json.writeStringField("sso-user", way.ssoUser().get());
    }
    when(json, way.when());
    conditions(json, way.conditions());
    if (!way.unless().isEmpty()) {
      json.writeArrayFieldStart("unless");
      for (Way.Unless deny : way.unless()) {
        json.writeStartObject();
        DecisionWriter.texts(json, "permissions", deny.permissions());
        DecisionWriter.texts(json, "path", deny.path());
        DecisionWriter.place(json, deny.at());
        conditions(json, deny.conditions());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void when(JsonGenerator json, Way.When when) throws IOException {
    if (when.from().isPresent()) {
      json.writeStringField("from", when.from().get().toString());
    }
    if (when.until().isPresent()) {
      json.writeStringField("until", when.until().get().toString());
    }
    if (!when.emergencies().isEmpty()) {
      DecisionWriter.texts(json, "emergencies", when.emergencies());
    }
    if (when.fewerRoles()) {
      json.writeBooleanField("fewer-roles", true);
    }
  }

  private static void conditions(JsonGenerator json, List<Condition> conditions)
      throws IOException {
    json.writeArrayFieldStart("conditions");
    for (Condition one : conditions) {
      json.writeStartObject();
      json.writeStringField("condition", Way.text(one));
      DecisionWriter.place(json, one.at());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
