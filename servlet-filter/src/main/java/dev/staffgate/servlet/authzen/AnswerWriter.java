package dev.staffgate.servlet.authzen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.Remedy;
import dev.staffgate.decision.RequiredApproval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes what is answered. */
final class AnswerWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private AnswerWriter() {}

  /** A writer of the content of an answer. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** An answer as bytes of UTF-8. */
  static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
    return bytes.toByteArray();
  }

  /**
   * A decision. A denial says why, in the words that are for the person, and what would help; a
   * permit says nothing, for whoever does not understand what it says may reject it.
   *
   * @param ignored the members of the context that did not count
   */
  static void decision(JsonGenerator json, Decision decision, List<String> ignored)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("decision", decision.permitted());
    if (!decision.permitted()) {
      Reason reason = decision.reason();
      json.writeObjectFieldStart("context");
      json.writeStringField("reason", reason.code().text());
      json.writeStringField("message", reason.sentence());
      if (decision instanceof Decision.SecondFactor needed) {
        json.writeStringField("remedy", Remedy.SECOND_FACTOR.text());
        json.writeNumberField("max_age", needed.maxAge().toSeconds());
      } else if (decision instanceof Decision.Approval needed) {
        json.writeStringField("remedy", Remedy.APPROVAL.text());
        approvals(json, needed);
      } else if (reason.remedy() != Remedy.NONE) {
        json.writeStringField("remedy", reason.remedy().text());
      }
      ignored(json, ignored);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Writes every approval that is missing: its seats, and how old it may be, in seconds. */
  private static void approvals(JsonGenerator json, Decision.Approval needed) throws IOException {
    json.writeArrayFieldStart("approvals");
    for (RequiredApproval required : needed.required()) {
      json.writeStartObject();
      json.writeArrayFieldStart("all");
      for (RequiredApproval.Seat seat : required.seats()) {
        json.writeStartObject();
        json.writeStringField("by", seat.by());
        json.writeNumberField("count", seat.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("within", required.within().toSeconds());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Names the members of the context that did not count, if there are any. */
  static void ignored(JsonGenerator json, List<String> names) throws IOException {
    if (!names.isEmpty()) {
      json.writeArrayFieldStart("ignored");
      for (String name : names) {
        json.writeString(name);
      }
      json.writeEndArray();
    }
  }

  /** One of several evaluations that has no decision: a denial that says what is wrong. */
  static void error(JsonGenerator json, int status, String message) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("decision", false);
    json.writeObjectFieldStart("context");
    json.writeObjectFieldStart("error");
    json.writeNumberField("status", status);
    json.writeStringField("message", message);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * A failure for the log: what it is and where it came from. Not its message, which may quote what
   * came from outside.
   */
  static String nameOf(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return failure.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
  }
}
