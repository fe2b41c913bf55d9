package dev.staffgate.staff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.staffgate.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as a JSON object by staff id. Strict: whatever is not as it was written is an error.
 */
final class CredentialsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private CredentialsJson() {}

  static byte[] write(Map<String, Credentials> all) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      for (Map.Entry<String, Credentials> entry : all.entrySet()) {
        Credentials one = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        json.writeNumberField("version", one.version());
        json.writeStringField("password-hash", one.passwordHash().revealToUse());
        if (one.seed().isPresent()) {
          json.writeStringField("seed", one.seed().get().revealToUse());
        }
        json.writeNumberField("last-step", one.lastStep());
        json.writeNumberField("failures", one.failures());
        if (one.waitUntil().isPresent()) {
          json.writeStringField("wait-until", one.waitUntil().get().toString());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static Map<String, Credentials> read(byte[] bytes) throws IOException {
    Map<String, Credentials> all = new TreeMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String staff = json.currentName();
        expect(json.nextToken(), JsonToken.START_OBJECT);
        all.put(staff, credentials(json));
      }
      expect(json.currentToken(), JsonToken.END_OBJECT);
      if (json.nextToken() != null) {
        throw new IOException("something follows the object");
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("a value is out of its bounds", e);
    }
    return all;
  }

  private static Credentials credentials(JsonParser json) throws IOException {
    long version = 0;
    String passwordHash = "";
    Optional<Secret> seed = Optional.empty();
    long lastStep = -1;
    int failures = 0;
    Optional<Instant> waitUntil = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "version" -> version = number(json, value);
        case "password-hash" -> passwordHash = text(json, value);
        case "seed" -> seed = Optional.of(Secret.of(text(json, value)));
        case "last-step" -> lastStep = number(json, value);
        case "failures" -> failures = Math.toIntExact(number(json, value));
        case "wait-until" -> waitUntil = Optional.of(Instant.parse(text(json, value)));
        default -> throw new IOException("an unknown field");
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
    return new Credentials(version, Secret.of(passwordHash), seed, lastStep, failures, waitUntil);
  }

  private static long number(JsonParser json, @Nullable JsonToken token) throws IOException {
    expect(token, JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static String text(JsonParser json, @Nullable JsonToken token) throws IOException {
    expect(token, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(@Nullable JsonToken token, JsonToken expected) throws IOException {
    if (token != expected) {
      throw new IOException("not the expected kind of value");
    }
  }
}
