package dev.staffgate.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a vector file. Numbers and booleans are the characters that they are written
 * with, as they are in a request.
 */
record VectorJson(Map<String, @Nullable Object> fields) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static VectorJson parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      Object json = value(parser);
      if (parser.nextToken() != null) {
        throw new AssertionError("more behind the object, at " + parser.currentLocation());
      }
      return VectorShape.object("file", json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield new VectorJson(fields);
      }
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  Set<String> names() {
    return fields.keySet();
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  @Nullable Object raw(String name) {
    return fields.get(name);
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> new AssertionError("no " + name + " in " + this));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable((String) fields.get(name));
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** Whether it is there and {@code true}; it fails if it is neither true nor false. */
  boolean flag(String name) {
    if (has(name)) {
      VectorShape.FLAG.check(name, fields.get(name));
    }
    return "true".equals(fields.get(name));
  }

  /** The object of this name; an empty one if there is none. It fails on what is not an object. */
  VectorJson object(String name) {
    return has(name) ? VectorShape.object(name, fields.get(name)) : new VectorJson(Map.of());
  }

  List<VectorJson> objects(String name) {
    return items(name).stream().map(VectorJson.class::cast).toList();
  }

  /** One text or a list of them; none if there is none. */
  List<String> texts(String name) {
    return fields.get(name) instanceof String text
        ? List.of(text)
        : items(name).stream().map(String.class::cast).toList();
  }

  /** The list of this name; an empty one if there is none. It fails on what is not a list. */
  List<?> items(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw VectorShape.unknown(name, "a list is expected", value);
  }

  /** Whether every field of {@code pattern} is here and equal. */
  boolean matches(VectorJson pattern) {
    return pattern.fields.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(fields.get(entry.getKey())));
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
