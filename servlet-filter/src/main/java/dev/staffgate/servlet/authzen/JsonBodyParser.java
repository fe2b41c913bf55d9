package dev.staffgate.servlet.authzen;

import com.google.common.collect.ImmutableList;
import dev.staffgate.json.JsonException;
import dev.staffgate.json.JsonLimits;
import dev.staffgate.json.JsonReader;
import dev.staffgate.json.JsonToken;
import dev.staffgate.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads the body of a call: one JSON object in strict UTF-8, in the manner of I-JSON (RFC 7493): no
 * name twice, no unpaired surrogate. U+0000 is refused as well, wherever it stands.
 */
final class JsonBodyParser {
  /** The most objects and arrays inside one another. */
  static final int MAX_DEPTH = 16;

  /** The most names, values and brackets of a body. */
  static final int MAX_TOKENS = 100_000;

  private static final StrictJson STRICT =
      StrictJson.within(
          JsonLimits.wide()
              .withDepth(MAX_DEPTH)
              .withTokens(MAX_TOKENS)
              .withNumberLength(1000)
              .withTextLength(65_536)
              .withNameLength(1000)
              .withWellFormedTexts());

  static final String COMPRESSED = "the body is compressed; send it as it is";

  private JsonBodyParser() {}

  /**
   * Reads a body.
   *
   * @throws CallRefusedException if it is not such an object
   */
  static JsonNode.Members read(byte[] body) throws CallRefusedException {
    if (begins(body, 0x1f, 0x8b)) {
      throw CallRefusedException.badRequest(COMPRESSED);
    }
    if (begins(body, 0xef, 0xbb, 0xbf) || begins(body, 0xfe, 0xff) || begins(body, 0xff, 0xfe)) {
      throw CallRefusedException.badRequest(
          "the body begins with a byte order mark; send UTF-8 without one");
    }
    try {
      JsonReader json = STRICT.reader(body);
      if (json.next() != JsonToken.OBJECT_START) {
        throw CallRefusedException.badRequest("the body is not a JSON object");
      }
      JsonNode.Members members = members(json);
      if (json.next() != JsonToken.DOCUMENT_END) {
        throw CallRefusedException.badRequest("something follows the JSON object");
      }
      return members;
    } catch (JsonException wrong) {
      throw CallRefusedException.badRequest(message(wrong.kind()));
    }
  }

  private static boolean begins(byte[] body, int... with) {
    return body.length >= with.length
        && IntStream.range(0, with.length).allMatch(i -> (body[i] & 0xff) == with[i]);
  }

  private static String message(JsonException.Kind fault) {
    return switch (fault) {
      case NOT_UTF8 -> "the body is not UTF-8";
      case SYNTAX, DUPLICATE_NAME -> "the body is not JSON, or a name stands twice in one object";
      case LIMIT, NUMBER ->
          "the JSON is too deep, has too many parts, or a name, text or number in it is too long";
      case NUL -> "a text of the JSON has the character U+0000";
      case UNPAIRED_SURROGATE -> "a text of the JSON has an unpaired surrogate";
    };
  }

  private static JsonNode.Members members(JsonReader json) throws JsonException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      members.put(name, value(json, json.next()));
    }
    return new JsonNode.Members(members);
  }

  private static JsonNode value(JsonReader json, JsonToken token) throws JsonException {
    return switch (token) {
      case OBJECT_START -> members(json);
      case ARRAY_START -> {
        ImmutableList.Builder<JsonNode> items = ImmutableList.builder();
        for (JsonToken next = json.next(); next != JsonToken.ARRAY_END; next = json.next()) {
          items.add(value(json, next));
        }
        yield new JsonNode.Items(items.build());
      }
      case TEXT -> new JsonNode.Text(json.text());
      case WHOLE_NUMBER, OTHER_NUMBER, TRUE, FALSE -> new JsonNode.Scalar(json.text());
      case NULL -> JsonNode.Absent.NULL;
      case OBJECT_END, ARRAY_END, NAME, DOCUMENT_END ->
          throw new IllegalStateException("a value cannot be " + token);
    };
  }
}
