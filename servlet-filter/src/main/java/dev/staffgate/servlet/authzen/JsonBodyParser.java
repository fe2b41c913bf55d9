package dev.staffgate.servlet.authzen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the body of a call: one JSON object in strict UTF-8, in the manner of I-JSON (RFC 7493): no
 * name twice, no unpaired surrogate. U+0000 is refused as well, wherever it stands.
 */
final class JsonBodyParser {
  /** How deep objects and arrays may be in one another. */
  static final int MAX_DEPTH = 16;

  /** How many names, values and brackets a body may have. */
  static final int MAX_TOKENS = 100_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from outside: none is kept once its body has been read.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxNumberLength(1000)
                  .maxStringLength(65_536)
                  .maxNameLength(1000)
                  .build())
          .build();

  private JsonBodyParser() {}

  /**
   * Reads a body.
   *
   * @throws CallRefusedException if it is no such object
   */
  static JsonNode.Members read(byte[] body) throws CallRefusedException {
    try (JsonParser json = JSON.createParser(decode(body))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw CallRefusedException.badRequest("the body is no JSON object");
      }
      JsonNode.Members members = members(json);
      if (json.nextToken() != null) {
        throw CallRefusedException.badRequest("something follows the JSON object");
      }
      return members;
    } catch (StreamConstraintsException tooMuch) {
      throw CallRefusedException.badRequest(
          "the JSON is too deep, has too many parts, or a name, text or number in it is too long");
    } catch (IOException wrong) {
      throw CallRefusedException.badRequest(
          "the body is no JSON, or a name stands twice in one object");
    }
  }

  private static String decode(byte[] body) throws CallRefusedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw CallRefusedException.badRequest("the body is not UTF-8");
    }
  }

  private static JsonNode.Members members(JsonParser json)
      throws IOException, CallRefusedException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = wellFormed(json.currentName());
      members.put(name, value(json, json.nextToken()));
    }
    return new JsonNode.Members(members);
  }

  private static JsonNode value(JsonParser json, JsonToken token)
      throws IOException, CallRefusedException {
    return switch (token) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> {
        ImmutableList.Builder<JsonNode> items = ImmutableList.builder();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          items.add(value(json, next));
        }
        yield new JsonNode.Items(items.build());
      }
      case VALUE_STRING -> new JsonNode.Text(wellFormed(json.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new JsonNode.Scalar(json.getText());
      case VALUE_NULL -> JsonNode.Absent.NULL;
      default -> throw CallRefusedException.badRequest("the body is no JSON");
    };
  }

  private static String wellFormed(String text) throws CallRefusedException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw CallRefusedException.badRequest("a text of the JSON has the character U+0000");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw CallRefusedException.badRequest("a text of the JSON has an unpaired surrogate");
      }
    }
    return text;
  }
}
