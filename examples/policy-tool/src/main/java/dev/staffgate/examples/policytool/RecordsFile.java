package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.staffgate.servlet.authzen.AuthZenHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts that are kept about subjects and resources, from a file: a JSON object with {@code
 * subjects}, {@code resources} or both, each a list of {@code {"type": …, "id": …, "properties":
 * {…}}}.
 *
 * <pre>{@code
 * {"resources": [{"type": "record", "id": "101", "properties": {"owner": "alice"}}]}
 * }</pre>
 *
 * <p>What the file lists of a type is all there is of it: a search for resources looks through
 * these. Whatever else stands in the file is an error.
 */
final class RecordsFile {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The size of a file of about a million records. */
  private static final int MAX_BYTES = 128 << 20;

  private final Map<String, Map<String, Map<String, String>>> subjects = new LinkedHashMap<>();
  private final Map<String, Map<String, Map<String, String>>> resources = new LinkedHashMap<>();

  private RecordsFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not such a file; the message says where
   */
  static RecordsFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file) && Files.exists(file)) {
      throw new IllegalArgumentException("this is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("the file is larger than " + MAX_BYTES + " bytes");
      }
      return parse(bytes);
    }
  }

  private static RecordsFile parse(byte[] text) throws IOException {
    RecordsFile records = new RecordsFile();
    try (JsonParser json = JSON.createParser(text)) {
      require(json.nextToken() == JsonToken.START_OBJECT, json, "there is no JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "subjects" -> entities(json, records.subjects);
          case "resources" -> entities(json, records.resources);
          default -> throw wrong(json, "only `subjects` and `resources` are known here");
        }
      }
      require(json.nextToken() == null, json, "something follows the JSON object");
      return records;
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "this is not JSON, or has a name twice, in line " + e.getLocation().getLineNr(), e);
    }
  }

  private static void entities(JsonParser json, Map<String, Map<String, Map<String, String>>> into)
      throws IOException {
    require(json.nextToken() == JsonToken.START_ARRAY, json, "a list is wanted here");
    while (json.nextToken() == JsonToken.START_OBJECT) {
      entity(json, into);
    }
    require(json.currentToken() == JsonToken.END_ARRAY, json, "a list of objects is wanted here");
  }

  private static void entity(JsonParser json, Map<String, Map<String, Map<String, String>>> into)
      throws IOException {
    String type = "";
    String id = "";
    Map<String, String> properties = Map.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "type", "id" -> {
          require(
              value == JsonToken.VALUE_STRING && !json.getText().isEmpty(),
              json,
              "`" + name + "` is not a text");
          type = name.equals("type") ? json.getText() : type;
          id = name.equals("id") ? json.getText() : id;
        }
        case "properties" -> properties = properties(json, value);
        default -> throw wrong(json, "only `type`, `id` and `properties` are known here");
      }
    }
    require(!type.isEmpty() && !id.isEmpty(), json, "`type` or `id` is missing");
    Map<String, Map<String, String>> ofType =
        into.computeIfAbsent(type, any -> new LinkedHashMap<>());
    require(
        ofType.putIfAbsent(id, properties) == null,
        json,
        "there is one of this type and id already");
  }

  private static Map<String, String> properties(JsonParser json, JsonToken first)
      throws IOException {
    require(first == JsonToken.START_OBJECT, json, "`properties` is not an object");
    Map<String, String> properties = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      require(
          json.nextToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL,
          json,
          "a property is a text, a number, true or false");
      properties.put(name, json.getText());
    }
    return properties;
  }

  private static void require(boolean holds, JsonParser json, String otherwise) {
    if (!holds) {
      throw wrong(json, otherwise);
    }
  }

  private static IllegalArgumentException wrong(JsonParser json, String why) {
    return new IllegalArgumentException(
        why + ", in line " + json.currentTokenLocation().getLineNr());
  }

  /**
   * Hands them to a handler.
   *
   * @param subjectTypes the types of subjects that are staff
   * @throws IllegalArgumentException if the file has subjects of another type, who are nobody
   */
  void addTo(AuthZenHandler.Builder api, List<String> subjectTypes) {
    for (String type : subjects.keySet()) {
      if (!subjectTypes.contains(type)) {
        throw new IllegalArgumentException(
            "--records: subjects of the type " + type + " are not staff; see --subject-type");
      }
    }
    Map<String, Map<String, String>> staff = new LinkedHashMap<>();
    subjectTypes.forEach(type -> staff.putAll(subjects.getOrDefault(type, Map.of())));
    if (!staff.isEmpty()) {
      api.subjectAttributes(id -> staff.getOrDefault(id, Map.of()));
    }
    if (!resources.isEmpty()) {
      api.resourceAttributes(
              (type, id) -> resources.getOrDefault(type, Map.of()).getOrDefault(id, Map.of()))
          .resourceIds(
              type -> Optional.ofNullable(resources.get(type)).map(all -> all.keySet().stream()));
    }
  }
}
