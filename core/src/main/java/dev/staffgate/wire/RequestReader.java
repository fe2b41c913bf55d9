package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      return whole(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    } catch (IllegalArgumentException e) {
      throw new RequestFormatException(String.valueOf(e.getMessage()));
    }
  }

  private static AccessRequest whole(JsonParser json) throws IOException, RequestFormatException {
    try {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RequestFormatException("a request is a JSON object");
      }
      AccessRequest request = request(json);
      if (json.nextToken() != null) {
        throw new RequestFormatException("something follows the object");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw JsonSyntaxErrors.of(e, json.currentLocation());
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
    List<String> actingAs = List.of();
    List<String> emergencies = List.of();
    List<GivenApproval> approvals = List.of();
    Set<String> before = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = once(json, before.add(json.currentName()));
      JsonToken value = json.nextToken();
      switch (key) {
        case "staff" -> staff = text(json, value, key);
        case "permission" -> permission = text(json, value, key);
        case "at" -> at = instant(json, value, key);
        case "second-factor-at" -> secondFactorAt = instant(json, value, key);
        case "from" -> from = IpAddress.parse(text(json, value, key));
        case "resources" -> resources = texts(json, value, key, false);
        case "attributes" -> attributes = texts(json, value, key, true);
        case "acting-as" -> actingAs = list(json, value, key);
        case "emergencies" -> emergencies = list(json, value, key);
        case "approvals" -> approvals = approvals(json, value);
        default -> throw new RequestFormatException("unknown key `" + shown(key) + "`");
      }
    }
    AccessRequest request =
        AccessRequest.of(required(staff, "staff"), required(permission, "permission"))
            .at(required(at, "at"));
    request = secondFactorAt == null ? request : request.secondFactorAt(secondFactorAt);
    request = from == null ? request : request.from(from);
    return request
        .on(resources)
        .with(attributes)
        .actingAs(actingAs.toArray(String[]::new))
        .inEmergencies(emergencies.toArray(String[]::new))
        .approvedBy(approvals.toArray(GivenApproval[]::new));
  }

  /** The name of a field, if it is the first in its object to have it. */
  private static String once(JsonParser json, boolean first)
      throws IOException, RequestFormatException {
    String key = json.currentName();
    if (!first) {
      throw new RequestFormatException(
          "key `"
              + shown(key)
              + "` stands in it twice, again at "
              + JsonSyntaxErrors.place(json.currentTokenLocation())
              + ": one of the two would be passed over");
    }
    return key;
  }

  private static List<GivenApproval> approvals(JsonParser json, @Nullable JsonToken token)
      throws IOException, RequestFormatException {
    startOf(token, "approvals");
    List<GivenApproval> approvals = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      bounded(approvals, "approvals");
      approvals.add(approval(json));
    }
    endOf(json, "approvals", "objects");
    return approvals;
  }

  private static GivenApproval approval(JsonParser json)
      throws IOException, RequestFormatException {
    String by = null;
    Instant at = null;
    IpAddress from = null;
    Instant secondFactorAt = null;
    List<String> actingAs = List.of();
    Set<String> before = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = once(json, before.add(json.currentName()));
      JsonToken value = json.nextToken();
      switch (key) {
        case "by" -> by = text(json, value, key);
        case "at" -> at = instant(json, value, key);
        case "from" -> from = IpAddress.parse(text(json, value, key));
        case "second-factor-at" -> secondFactorAt = instant(json, value, key);
        case "acting-as" -> actingAs = list(json, value, key);
        default ->
            throw new RequestFormatException("unknown key `" + shown(key) + "` in an approval");
      }
    }
    return new GivenApproval(
        requiredOf(by, "by"),
        requiredOf(at, "at"),
        Optional.ofNullable(from),
        Optional.ofNullable(secondFactorAt),
        actingAs);
  }

  private static List<String> list(JsonParser json, @Nullable JsonToken token, String key)
      throws IOException, RequestFormatException {
    startOf(token, key);
    List<String> texts = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      bounded(texts, key);
      texts.add(json.getText());
    }
    endOf(json, key, "texts");
    return texts;
  }

  private static void startOf(@Nullable JsonToken token, String key) throws RequestFormatException {
    if (token != JsonToken.START_ARRAY) {
      throw new RequestFormatException("`" + key + "` is not a list");
    }
  }

  private static void endOf(JsonParser json, String key, String members)
      throws RequestFormatException {
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new RequestFormatException("`" + key + "` is not a list of " + members);
    }
  }

  private static void bounded(List<?> list, String key) throws RequestFormatException {
    if (list.size() == AccessRequest.MAX_ENTRIES) {
      throw new RequestFormatException(
          "`" + key + "` has more than " + AccessRequest.MAX_ENTRIES + " entries");
    }
  }

  private static <T> T required(@Nullable T value, String key) throws RequestFormatException {
    if (value == null) {
      throw new RequestFormatException("`" + key + "` is missing");
    }
    return value;
  }

  private static <T> T requiredOf(@Nullable T value, String key) throws RequestFormatException {
    if (value == null) {
      throw new RequestFormatException("`" + key + "` is missing in an approval");
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
    return InstantParser.parse(text(json, token, key))
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
      String name = once(json, !texts.containsKey(json.currentName()));
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
    return VisibleText.ascii(name, 64);
  }
}
