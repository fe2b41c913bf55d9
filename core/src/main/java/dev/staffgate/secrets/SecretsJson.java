package dev.staffgate.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.staffgate.json.JsonException;
import dev.staffgate.json.JsonLimits;
import dev.staffgate.json.JsonReader;
import dev.staffgate.json.JsonToken;
import dev.staffgate.json.StrictJson;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.secrets.EncryptedSecretFile.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The secrets under the seal as a JSON object by name. Strict; no message quotes any of it. */
final class SecretsJson {
  private static final JsonFactory WRITERS =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool()) // threads keep nothing of it
          .build();
  private static final StrictJson STRICT = StrictJson.within(JsonLimits.wide());

  private SecretsJson() {}

  static byte[] write(Map<String, Kept> all) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = WRITERS.createGenerator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, Kept> entry : all.entrySet()) {
        Kept one = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        Secret secret = one.secret();
        if (secret != null) {
          json.writeStringField("secret", secret.revealToUse());
        }
        json.writeStringField("since", one.since().toString());
        if (one.retiredAt().isPresent()) {
          json.writeStringField("retired", one.retiredAt().get().toString());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if it is anything else
   */
  static Map<String, Kept> read(byte[] bytes) throws IOException {
    try {
      return all(STRICT.reader(bytes));
    } catch (JsonException e) {
      throw malformed();
    }
  }

  private static Map<String, Kept> all(JsonReader json) throws IOException {
    Map<String, Kept> all = new TreeMap<>();
    require(json.next(), JsonToken.OBJECT_START);
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      if (!NameSyntax.isId(name)) {
        throw malformed();
      }
      require(json.next(), JsonToken.OBJECT_START);
      all.put(name, kept(json));
    }
    require(json.current(), JsonToken.OBJECT_END);
    require(json.next(), JsonToken.DOCUMENT_END);
    return all;
  }

  private static Kept kept(JsonReader json) throws IOException {
    Secret secret = null;
    Instant since = null;
    Instant retired = null;
    while (json.next() == JsonToken.NAME) {
      String field = json.text();
      require(json.next(), JsonToken.TEXT);
      switch (field) {
        case "secret" -> secret = secret(json.text());
        case "since" -> since = instant(json.text());
        case "retired" -> retired = instant(json.text());
        default -> throw malformed();
      }
    }
    require(json.current(), JsonToken.OBJECT_END);
    if (since == null || (secret == null) != (retired != null)) {
      throw malformed();
    }
    return new Kept(secret, since, Optional.ofNullable(retired));
  }

  private static Secret secret(String text) throws IOException {
    if (text.isEmpty() || text.length() > Secret.MAX_LENGTH) {
      throw malformed();
    }
    return Secret.of(text);
  }

  private static Instant instant(String text) throws IOException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw malformed();
    }
  }

  private static void require(JsonToken token, JsonToken expected) throws IOException {
    if (token != expected) {
      throw malformed();
    }
  }

  private static IOException malformed() {
    return new IOException("what is under the seal is not what this version writes");
  }
}
