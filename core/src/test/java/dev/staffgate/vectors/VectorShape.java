package dev.staffgate.vectors;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a vector file may be. Whatever a shape does not name fails, so that an adapter
 * never reads past something that it does not understand.
 */
@FunctionalInterface
interface VectorShape {
  /** Text, or a number or a boolean as it is written. */
  VectorShape TEXT =
      (at, value) -> {
        if (!(value instanceof String)) {
          throw unknown(at, "a text is expected", value);
        }
      };

  VectorShape FLAG = oneOf("true", "false");
  VectorShape NUMBER = like("-?[0-9]+", "a whole number");
  VectorShape TEXTS = listOf(TEXT);

  /** One text or a list of them. */
  VectorShape TEXT_OR_TEXTS =
      (at, value) -> (value instanceof String ? TEXT : TEXTS).check(at, value);

  /** Throws if a value has another shape. */
  void check(String at, @Nullable Object value);

  /** Allows {@code null}, too. */
  default VectorShape orNull() {
    return (at, value) -> {
      if (value != null) {
        check(at, value);
      }
    };
  }

  static VectorShape oneOf(String... texts) {
    return (at, value) -> {
      if (!(value instanceof String text) || !List.of(texts).contains(text)) {
        throw unknown(at, "one of " + List.of(texts) + " is expected", value);
      }
    };
  }

  static VectorShape like(String regex, String name) {
    Pattern pattern = Pattern.compile(regex);
    return (at, value) -> {
      if (!(value instanceof String text) || !pattern.matcher(text).matches()) {
        throw unknown(at, name + " is expected", value);
      }
    };
  }

  /** A list that has at least one item. An empty one would be read as if nothing were said. */
  static VectorShape listOf(VectorShape item) {
    VectorShape any = anyListOf(item);
    return (at, value) -> {
      any.check(at, value);
      if (List.of().equals(value)) {
        throw unknown(at, "at least one item is expected", value);
      }
    };
  }

  static VectorShape anyListOf(VectorShape item) {
    return (at, value) -> {
      if (!(value instanceof List<?> items)) {
        throw unknown(at, "a list is expected", value);
      }
      IntStream.range(0, items.size()).forEach(i -> item.check(at + "/" + i, items.get(i)));
    };
  }

  /** A list of exactly these. */
  static VectorShape tuple(VectorShape... shapes) {
    return (at, value) -> {
      if (!(value instanceof List<?> items) || items.size() != shapes.length) {
        throw unknown(at, "a list of " + shapes.length + " is expected", value);
      }
      IntStream.range(0, shapes.length).forEach(i -> shapes[i].check(at + "/" + i, items.get(i)));
    };
  }

  /** An object with any keys. */
  static VectorShape mapOf(VectorShape item) {
    return (at, value) ->
        object(at, value).fields().forEach((name, one) -> item.check(at + "/" + name, one));
  }

  /** An object whose shape the text of one of its fields tells. */
  static VectorShape byText(String field, Map<String, ? extends VectorShape> shapes) {
    return (at, value) -> {
      VectorJson json = object(at, value);
      VectorShape shape = json.raw(field) instanceof String text ? shapes.get(text) : null;
      if (shape == null) {
        throw unknown(at + "/" + field, "one of " + shapes.keySet() + " is expected", json);
      }
      shape.check(at, value);
    };
  }

  /** An object that has exactly one of some fields, which tells its shape. */
  static VectorShape byField(Map<String, ? extends VectorShape> shapes) {
    return (at, value) -> {
      VectorJson json = object(at, value);
      Set<String> known = shapes.keySet();
      List<String> found = known.stream().filter(json.names()::contains).toList();
      VectorShape shape = found.size() == 1 ? shapes.get(found.get(0)) : null;
      if (shape == null) {
        throw unknown(at, "exactly one of " + known + " is expected", json);
      }
      shape.check(at, value);
    };
  }

  static VectorJson object(String at, @Nullable Object value) {
    if (value instanceof VectorJson json) {
      return json;
    }
    throw unknown(at, "an object is expected", value);
  }

  static AssertionError unknown(String at, String expected, @Nullable Object value) {
    return new AssertionError(at + ": " + expected + ", and there is " + value);
  }
}
