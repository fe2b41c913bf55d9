package dev.staffgate.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/**
 * An event as one JSON object in one line. All but printable ASCII is escaped, so that no text from
 * outside can begin a line or hide in one.
 */
final class AuditJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private AuditJson() {}

  /** Returns the object, without a line end. */
  static String line(AuditEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("at", event.at().toString());
      json.writeStringField("type", event.type().text());
      json.writeStringField("staff", event.staff());
      if (event.from().isPresent()) {
        json.writeStringField("from", event.from().get().toString());
      }
      for (Map.Entry<String, String> detail : event.details().entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new AuditException("an event cannot be put into JSON", e);
    }
    // Jackson lets DEL pass.
    return text.toString().replace("\u007f", "\\u007f");
  }
}
