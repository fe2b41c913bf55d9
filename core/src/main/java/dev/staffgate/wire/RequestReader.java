package dev.staffgate.wire;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.decision.Lock;
import dev.staffgate.json.JsonException;
import dev.staffgate.json.JsonLimits;
import dev.staffgate.json.JsonReader;
import dev.staffgate.json.JsonToken;
import dev.staffgate.json.StrictJson;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.NearestText;
import dev.staffgate.text.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request from one line of JSON (policy reference, section 6). Strict: an unknown key, a
 * key twice, a wrong type or {@code null} is an error, and so is whatever follows the object. Safe
 * for any number of threads.
 */
public final class RequestReader {
  /** The longest line, in characters. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final StrictJson STRICT =
      StrictJson.within(
          JsonLimits.wide()
              .withDepth(8)
              .withNumberLength(1024)
              .withTextLength(65_536)
              .withNameLength(1024));

  private static final List<String> KEYS =
      List.of(
          "staff",
          "permission",
          "at",
          "second-factor-at",
          "from",
          "resources",
          "attributes",
          "acting-as",
          "emergencies",
          "approvals",
          "locks");
  private static final List<String> KEYS_OF_APPROVAL =
      List.of("by", "at", "from", "second-factor-at", "acting-as");

  private RequestReader() {}

  /**
   * Reads a request.
   *
   * @throws RequestFormatException if the line is not a request
   */
  public static AccessRequest read(String line) throws RequestFormatException {
    if (line.length() > MAX_LENGTH) {
      throw new RequestFormatException("the line is longer than " + MAX_LENGTH + " characters");
    }
    try {
      return whole(STRICT.reader(line));
    } catch (JsonException e) {
      throw new RequestFormatException(message(e));
    } catch (IllegalArgumentException e) {
      throw new RequestFormatException(String.valueOf(e.getMessage()));
    }
  }

  private static String message(JsonException fault) {
    return switch (fault.kind()) {
      case LIMIT, NUMBER ->
          "a text, a name or a number is longer than a request may have, or it is nested too deep,"
              + " at "
              + fault.place();
      case DUPLICATE_NAME ->
          "key `"
              + fault.quotingReason()
              + "` stands in it twice, again at "
              + fault.place()
              + ": one of the two would be passed over";
      case NOT_UTF8, SYNTAX, NUL, UNPAIRED_SURROGATE ->
          "this is not JSON at " + fault.place() + ": " + fault.quotingReason();
    };
  }

  private static AccessRequest whole(JsonReader json) throws JsonException, RequestFormatException {
    if (json.next() != JsonToken.OBJECT_START) {
      throw new RequestFormatException("a request is a JSON object");
    }
    AccessRequest request = request(json);
    if (json.next() != JsonToken.DOCUMENT_END) {
      throw new RequestFormatException("something follows the object");
    }
    return request;
  }

  private static AccessRequest request(JsonReader json)
      throws JsonException, RequestFormatException {
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
    List<Lock> locks = List.of();
    while (json.next() == JsonToken.NAME) {
      String key = json.text();
      JsonToken value = json.next();
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
        case "locks" -> locks = LockReader.locks(json, value);
        default -> throw unknownKey(key, "", KEYS);
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
        .approvedBy(approvals.toArray(GivenApproval[]::new))
        .underLocks(locks);
  }

  private static List<GivenApproval> approvals(JsonReader json, JsonToken token)
      throws JsonException, RequestFormatException {
    startOf(token, "approvals");
    List<GivenApproval> approvals = new ArrayList<>();
    while (json.next() == JsonToken.OBJECT_START) {
      bounded(approvals, "approvals");
      approvals.add(approval(json));
    }
    endOf(json, "approvals", "objects");
    return approvals;
  }

  private static GivenApproval approval(JsonReader json)
      throws JsonException, RequestFormatException {
    String by = null;
    Instant at = null;
    IpAddress from = null;
    Instant secondFactorAt = null;
    List<String> actingAs = List.of();
    while (json.next() == JsonToken.NAME) {
      String key = json.text();
      JsonToken value = json.next();
      switch (key) {
        case "by" -> by = text(json, value, key);
        case "at" -> at = instant(json, value, key);
        case "from" -> from = IpAddress.parse(text(json, value, key));
        case "second-factor-at" -> secondFactorAt = instant(json, value, key);
        case "acting-as" -> actingAs = list(json, value, key);
        default -> throw unknownKey(key, " in an approval", KEYS_OF_APPROVAL);
      }
    }
    return new GivenApproval(
        requiredOf(by, "by"),
        requiredOf(at, "at"),
        Optional.ofNullable(from),
        Optional.ofNullable(secondFactorAt),
        actingAs);
  }

  private static List<String> list(JsonReader json, JsonToken token, String key)
      throws JsonException, RequestFormatException {
    startOf(token, key);
    List<String> texts = new ArrayList<>();
    while (json.next() == JsonToken.TEXT) {
      bounded(texts, key);
      texts.add(json.text());
    }
    endOf(json, key, "texts");
    return texts;
  }

  static void startOf(JsonToken token, String key) throws RequestFormatException {
    if (token != JsonToken.ARRAY_START) {
      throw new RequestFormatException("`" + key + "` is not a list");
    }
  }

  static void endOf(JsonReader json, String key, String members) throws RequestFormatException {
    if (json.current() != JsonToken.ARRAY_END) {
      throw new RequestFormatException("`" + key + "` is not a list of " + members);
    }
  }

  static void bounded(List<?> list, String key) throws RequestFormatException {
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

  static String text(JsonReader json, JsonToken token, String key)
      throws JsonException, RequestFormatException {
    if (token != JsonToken.TEXT) {
      throw new RequestFormatException("`" + shown(key) + "` is not a text");
    }
    return json.text();
  }

  private static Instant instant(JsonReader json, JsonToken token, String key)
      throws JsonException, RequestFormatException {
    String text = text(json, token, key);
    return InstantParser.parse(text)
        .orElseThrow(
            () ->
                new RequestFormatException(
                    "`"
                        + key
                        + "` is `"
                        + VisibleText.excerpt(text)
                        + "`, which is not an instant with date, time and offset, such as"
                        + " 2026-11-23T10:00:00+01:00"));
  }

  /**
   * Reads a mapping of texts; where values may be numbers and booleans they count as the characters
   * they are written with.
   */
  private static Map<String, String> texts(
      JsonReader json, JsonToken token, String key, boolean scalars)
      throws JsonException, RequestFormatException {
    if (token != JsonToken.OBJECT_START) {
      throw new RequestFormatException("`" + key + "` is not an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      JsonToken value = json.next();
      boolean scalar = value.isNumber() || value.isBoolean();
      if (value != JsonToken.TEXT && !(scalars && scalar)) {
        throw new RequestFormatException(
            "`"
                + shown(name)
                + "` in `"
                + key
                + "` is not a text"
                + (scalars ? ", number or boolean" : ""));
      }
      texts.put(name, json.text());
    }
    return texts;
  }

  /** Returns the error that a key is not known, with the known one that is near. */
  static RequestFormatException unknownKey(String key, String where, List<String> known) {
    return new RequestFormatException(
        "unknown key `"
            + shown(key)
            + "`"
            + where
            + NearestText.to(key, known).map(near -> ": did you mean `" + near + "`?").orElse(""));
  }

  static String shown(String name) {
    return VisibleText.ascii(name, 64);
  }
}
