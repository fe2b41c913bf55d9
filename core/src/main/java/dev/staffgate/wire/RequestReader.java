package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.AccessRequest;
import dev.staffgate.policy.Instants;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request from one line of JSON (policy reference, section 6). Strict: an unknown key, a
 * key twice, a wrong type or {@code null} is an error, and so is whatever follows the object. Safe
 * for any number of threads.
 */
public final class RequestReader {
  /** The longest line, in characters. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNumberLength(1024)
                  .maxStringLength(65_536)
                  .maxNameLength(1024)
                  .build())
          .build();

  private RequestReader() {}

  /**
   * Reads a request.
   *
   * @throws RequestFormatException if the line is none
   */
  public static AccessRequest read(String line) throws RequestFormatException {
    if (line.length() > MAX_LENGTH) {
      throw new RequestFormatException("the line is longer than " + MAX_LENGTH + " characters");
    }
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RequestFormatException("a request is a JSON object");
      }
      AccessRequest request = request(json);
      if (json.nextToken() != null) {
        throw new RequestFormatException("something follows the object");
      }
      return request;
    } catch (IOException e) {
      throw new RequestFormatException("this is no JSON, or a key stands in it twice");
    } catch (IllegalArgumentException e) {
      throw new RequestFormatException(String.valueOf(e.getMessage()));
    }
  }

  private static AccessRequest request(JsonParser json) throws IOException, RequestFormatException {
    String staff = null;
    String permission = null;
    Instant at = null;
    Instant secondFactorAt = null;
    IpAddress from = null;
    Map<String, String> resources = Map.of();
    Map<String, String> attributes = Map.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      switch (key) {
        case "staff" -> staff = text(json, value, key);
        case "permission" -> permission = text(json, value, key);
        case "at" -> at = instant(json, value, key);
        case "second-factor-at" -> secondFactorAt = instant(json, value, key);
        case "from" -> from = IpAddress.parse(text(json, value, key));
        case "resources" -> resources = texts(json, value, key, false);
        case "attributes" -> attributes = texts(json, value, key, true);
        case "acting-as", "emergencies", "approvals" ->
            throw new RequestFormatException(
                "`"
                    + key
                    + "` is not decided by this release: leave it out until one that decides it");
        default -> throw new RequestFormatException("unknown key `" + shown(key) + "`");
      }
    }
    AccessRequest request =
        AccessRequest.of(required(staff, "staff"), required(permission, "permission"))
            .at(required(at, "at"));
    request = secondFactorAt == null ? request : request.secondFactorAt(secondFactorAt);
    request = from == null ? request : request.from(from);
    for (Map.Entry<String, String> resource : resources.entrySet()) {
      request = request.on(resource.getKey(), resource.getValue());
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      request = request.with(attribute.getKey(), attribute.getValue());
    }
    return request;
  }

  private static <T> T required(@Nullable T value, String key) throws RequestFormatException {
    if (value == null) {
      throw new RequestFormatException("`" + key + "` is missing");
    }
    return value;
  }

  private static String text(JsonParser json, @Nullable JsonToken token, String key)
      throws IOException, RequestFormatException {
    if (token != JsonToken.VALUE_STRING) {
      throw new RequestFormatException("`" + shown(key) + "` is not a text");
    }
    return json.getText();
  }

  private static Instant instant(JsonParser json, @Nullable JsonToken token, String key)
      throws IOException, RequestFormatException {
    return Instants.parse(text(json, token, key))
        .orElseThrow(
            () ->
                new RequestFormatException(
                    "`"
                        + key
                        + "` is no instant with date, time and offset, such as 2026-11-23T10:00:00+01:00"));
  }

  /**
   * A mapping of texts; where values may be numbers and booleans they count as the characters they
   * are written with.
   */
  private static Map<String, String> texts(
      JsonParser json, @Nullable JsonToken token, String key, boolean scalars)
      throws IOException, RequestFormatException {
    if (token != JsonToken.START_OBJECT) {
      throw new RequestFormatException("`" + key + "` is not an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      boolean scalar = value != null && (value.isNumeric() || value.isBoolean());
      if (value != JsonToken.VALUE_STRING && !(scalars && scalar)) {
        throw new RequestFormatException(
            "`"
                + shown(name)
                + "` in `"
                + key
                + "` is not a text"
                + (scalars ? ", number or boolean" : ""));
      }
      texts.put(name, json.getText());
    }
    return texts;
  }

  private static String shown(String name) {
    String clean = name.replaceAll("[^ -~]", "?");
    return clean.length() <= 64 ? clean : clean.substring(0, 64) + "…";
  }
}
