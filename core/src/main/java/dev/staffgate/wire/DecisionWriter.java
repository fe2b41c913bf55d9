package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.Remedy;
import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.model.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes decisions and explanations as JSON (policy reference, section 6). Safe for any number of
 * threads.
 */
public final class DecisionWriter {
  static final JsonFactory JSON = new JsonFactory();

  private DecisionWriter() {}

  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static String object(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written to", e);
    }
    return text.toString();
  }

  /**
   * Returns one line: outcome, reason, sentence, place, path and policy, and what belongs to the
   * outcome.
   */
  public static String write(Decision decision) {
    return object(json -> fields(json, decision));
  }

  /** Returns one line that says that a request could not be read, and which one, from 1. */
  public static String error(String message, long line) {
    return object(
        json -> {
          json.writeStringField("error", message);
          json.writeNumberField("line", line);
        });
  }

  private static void fields(JsonGenerator json, Decision decision) throws IOException {
    Reason reason = decision.reason();
    json.writeStringField("outcome", decision.outcome().text());
    json.writeStringField("reason", reason.code().text());
    json.writeStringField("sentence", reason.sentence());
    place(json, reason.place());
    texts(json, "path", reason.path());
    switch (decision.outcome()) {
      case PERMIT -> {
        if (((Decision.Permit) decision).ssoUser().isPresent()) {
          json.writeStringField("sso-user", ((Decision.Permit) decision).ssoUser().get());
        }
      }
      case SECOND_FACTOR ->
          json.writeStringField("max-age", ((Decision.SecondFactor) decision).maxAge().toString());
      case APPROVAL -> {
        Decision.Approval approval = (Decision.Approval) decision;
        json.writeArrayFieldStart("approvals");
        for (RequiredApproval required : approval.required()) {
          write(json, required);
        }
        json.writeEndArray();
      }
      case DENY -> {}
    }
    if (reason.remedy() != Remedy.NONE) {
      json.writeStringField("remedy", reason.remedy().text());
    }
    json.writeStringField("policy", reason.policyVersion());
  }

  /** Writes what an approval needs: its seats, and how fresh it has to be. */
  private static void write(JsonGenerator json, RequiredApproval required) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("all");
    for (RequiredApproval.Seat seat : required.seats()) {
      json.writeStartObject();
      json.writeStringField("by", seat.by());
      json.writeNumberField("count", seat.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("within", required.within().toString());
    json.writeEndObject();
  }

  /** Writes the place of something; nothing if it was written in code. */
  static void place(JsonGenerator json, Place at) throws IOException {
    if (at.line() > 0) {
      json.writeStringField("place", at.fileAndLine());
    }
  }

  static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /**
   * Returns one line: the decision, and every deny and candidate with its conditions and what they
   * saw.
   */
  public static String write(Explanation explanation) {
    return object(
        json -> {
          fields(json, explanation.decision());
          json.writeStringField(
              "for-administrator", explanation.decision().reason().forAdministrator());
          json.writeArrayFieldStart("denies");
          for (Explanation.DenySeen deny : explanation.denies()) {
            json.writeStartObject();
            texts(json, "permissions", deny.permissions());
            texts(json, "path", deny.path());
            json.writeStringField("place", deny.at().fileAndLine());
            json.writeBooleanField("hits", deny.hits());
            conditions(json, deny.conditions());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("candidates");
          Optional<Explanation.CandidateSeen> nearest =
              explanation.decision().permitted() ? Optional.empty() : explanation.nearest();
          for (Explanation.CandidateSeen candidate : explanation.candidates()) {
            json.writeStartObject();
            texts(json, "permissions", candidate.permissions());
            texts(json, "path", candidate.path());
            json.writeStringField("place", candidate.at().fileAndLine());
            json.writeBooleanField("holds", candidate.holds());
            json.writeBooleanField("nearest", nearest.filter(candidate::equals).isPresent());
            if (candidate.ssoUser().isPresent()) {
              json.writeStringField("sso-user", candidate.ssoUser().get());
            }
            conditions(json, candidate.conditions());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void conditions(JsonGenerator json, List<Explanation.ConditionSeen> conditions)
      throws IOException {
    json.writeArrayFieldStart("conditions");
    for (Explanation.ConditionSeen one : conditions) {
      json.writeStartObject();
      json.writeStringField("condition", one.text());
      json.writeStringField("holds", one.truth().name().toLowerCase(Locale.ROOT));
      json.writeStringField("saw", one.saw());
      json.writeStringField("place", one.at().fileAndLine());
      if (!one.details().isEmpty()) {
        texts(json, "details", one.details());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
