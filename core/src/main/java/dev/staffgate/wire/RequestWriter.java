package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A writer of requests as lines of JSON (policy reference, section 6). Safe for any number of
 * threads.
 *
 * <p>{@link RequestReader} reads an equal request from each line, if the request has an instant and
 * stays within the bounds of a line. A permission is written by its id.
 */
public final class RequestWriter {
  private RequestWriter() {}

  /**
   * Returns a request as one object in one line, without a line end. What is not given is left out;
   * instants are in UTC.
   */
  public static String write(AccessRequest request) {
    return DecisionWriter.object(
        json -> {
          json.writeStringField("staff", request.staff());
          json.writeStringField("permission", request.permissionId());
          texts(json, "resources", request.resources());
          texts(json, "attributes", request.attributes());
          if (request.from().isPresent()) {
            json.writeStringField("from", request.from().get().toString());
          }
          if (request.at().isPresent()) {
            json.writeStringField("at", request.at().get().toString());
          }
          if (request.secondFactorAt().isPresent()) {
            json.writeStringField("second-factor-at", request.secondFactorAt().get().toString());
          }
          texts(json, "acting-as", request.actingAs());
          texts(json, "emergencies", request.emergencies());
          if (!request.approvals().isEmpty()) {
            json.writeArrayFieldStart("approvals");
            for (GivenApproval approval : request.approvals()) {
              approval(json, approval);
            }
            json.writeEndArray();
          }
          if (request.isUnderLocks()) {
            json.writeArrayFieldStart("locks");
            for (Lock lock : request.locks()) {
              lock(json, lock);
            }
            json.writeEndArray();
          }
        });
  }

  private static void approval(JsonGenerator json, GivenApproval approval) throws IOException {
    json.writeStartObject();
    json.writeStringField("by", approval.by());
    json.writeStringField("at", approval.at().toString());
    if (approval.from().isPresent()) {
      json.writeStringField("from", approval.from().get().toString());
    }
    if (approval.secondFactorAt().isPresent()) {
      json.writeStringField("second-factor-at", approval.secondFactorAt().get().toString());
    }
    texts(json, "acting-as", approval.actingAs());
    json.writeEndObject();
  }

  private static void lock(JsonGenerator json, Lock lock) throws IOException {
    json.writeStartObject();
    if (lock.target() == Lock.Target.EVERYBODY) {
      json.writeBooleanField(lock.target().text(), true);
    } else {
      json.writeStringField(lock.target().text(), lock.name());
    }
    if (lock.sparesEmergencies()) {
      json.writeBooleanField("spare-emergencies", true);
    }
    json.writeStringField("message", lock.message());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      DecisionWriter.texts(json, name, texts);
    }
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }
}
