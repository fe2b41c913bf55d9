package dev.staffgate.signin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as a JSON object by staff id. Strict: whatever is not as it was written is an error.
 */
final class CredentialsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool()) // threads keep nothing of it
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

  /**
   * The text is not what was written; says where and what, and quotes nothing, for it is secret.
   */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    private MalformedException(JsonLocation at, String what) {
      super("line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + what);
    }
  }

  static Map<String, Credentials> read(byte[] bytes) throws IOException {
    Map<String, Credentials> all = new TreeMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object is expected");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String staff = json.currentName();
        if (!NameSyntax.isId(staff)) {
          throw malformed(json, "this is no staff id");
        }
        expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object is expected");
        all.put(staff, credentials(json));
      }
      expect(json, json.currentToken(), JsonToken.END_OBJECT, "a staff id is expected");
      if (json.nextToken() != null) {
        throw malformed(json, "something follows the object");
      }
    } catch (JsonProcessingException e) {
      // Its message quotes the text.
      throw new MalformedException(
          Objects.requireNonNullElse(e.getLocation(), JsonLocation.NA),
          "no JSON, a field twice, or a number too large");
    }
    return all;
  }

  private static Credentials credentials(JsonParser json) throws IOException {
    Long version = null;
    Secret passwordHash = null;
    Optional<Secret> seed = Optional.empty();
    Long lastStep = null;
    Long failures = null;
    Optional<Instant> waitUntil = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "version" -> version = number(json, value);
        case "password-hash" -> passwordHash = secret(json, value);
        case "seed" -> seed = Optional.of(secret(json, value));
        case "last-step" -> lastStep = number(json, value);
        case "failures" -> failures = number(json, value);
        case "wait-until" -> waitUntil = Optional.of(instant(json, value));
        default -> throw malformed(json, "a field of another name");
      }
    }
    expect(json, json.currentToken(), JsonToken.END_OBJECT, "a field is expected");
    if (version == null || passwordHash == null || lastStep == null || failures == null) {
      throw malformed(json, "version, password-hash, last-step or failures is missing");
    }
    try {
      return new Credentials(
          version, passwordHash, seed, lastStep, Math.toIntExact(failures), waitUntil);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw malformed(json, "a number is out of its bounds, or the seed is no seed");
    }
  }

  private static long number(JsonParser json, @Nullable JsonToken token) throws IOException {
    expect(json, token, JsonToken.VALUE_NUMBER_INT, "a whole number is expected");
    return json.getLongValue();
  }

  private static Secret secret(JsonParser json, @Nullable JsonToken token) throws IOException {
    String text = text(json, token);
    if (text.isEmpty() || text.length() > Secret.MAX_LENGTH) {
      throw malformed(json, "the text is empty or too long");
    }
    return Secret.of(text);
  }

  private static Instant instant(JsonParser json, @Nullable JsonToken token) throws IOException {
    try {
      return Instant.parse(text(json, token));
    } catch (DateTimeException e) {
      throw malformed(json, "an instant such as 2026-11-24T10:00:00Z is expected");
    }
  }

  private static String text(JsonParser json, @Nullable JsonToken token) throws IOException {
    expect(json, token, JsonToken.VALUE_STRING, "a text is expected");
    return json.getText();
  }

  private static void expect(
      JsonParser json, @Nullable JsonToken token, JsonToken expected, String what)
      throws MalformedException {
    if (token != expected) {
      throw malformed(json, what);
    }
  }

  private static MalformedException malformed(JsonParser json, String what) {
    return new MalformedException(json.currentTokenLocation(), what);
  }
}
