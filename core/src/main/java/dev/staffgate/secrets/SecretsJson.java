package dev.staffgate.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
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
import org.jspecify.annotations.Nullable;

/** What is under the seal: a JSON object by name. Strict; no message quotes any of it. */
final class SecretsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool()) // threads keep nothing of it
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private SecretsJson() {}

  static byte[] write(Map<String, Kept> all) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
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
    Map<String, Kept> all = new TreeMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!NameSyntax.isId(name)) {
          throw malformed();
        }
        expect(json.nextToken(), JsonToken.START_OBJECT);
        all.put(name, kept(json));
      }
      expect(json.currentToken(), JsonToken.END_OBJECT);
      expect(json.nextToken(), null);
    } catch (JsonProcessingException quotesIt) {
      throw malformed();
    }
    return all;
  }

  private static Kept kept(JsonParser json) throws IOException {
    Secret secret = null;
    Instant since = null;
    Instant retired = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      expect(json.nextToken(), JsonToken.VALUE_STRING);
      switch (field) {
        case "secret" -> secret = secret(json.getText());
        case "since" -> since = instant(json.getText());
        case "retired" -> retired = instant(json.getText());
        default -> throw malformed();
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
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

  private static void expect(@Nullable JsonToken token, @Nullable JsonToken expected)
      throws IOException {
    if (token != expected) {
      throw malformed();
    }
  }

  private static IOException malformed() {
    return new IOException("what is under the seal is not what this version writes");
  }
}
