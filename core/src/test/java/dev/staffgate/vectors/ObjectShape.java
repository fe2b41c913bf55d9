package dev.staffgate.vectors;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of a vector file that has some keys, may have others, and has no more.
 *
 * @param required shapes of the values that have to be there, by key
 * @param optional shapes of the values that may be left out
 */
record ObjectShape(
    ImmutableMap<String, VectorShape> required, ImmutableMap<String, VectorShape> optional)
    implements VectorShape {
  static final ObjectShape EMPTY = new ObjectShape(ImmutableMap.of(), ImmutableMap.of());

  /** The head of every file, and what a file of the project's own says of what is left out. */
  static final ObjectShape FILE =
      EMPTY
          .remarks("suite", "title", "origin", "licence", "note")
          .maybe("skipped", VectorShape.mapOf(TEXT));

  /** Has a key. */
  ObjectShape with(String key, VectorShape shape) {
    return new ObjectShape(
        ImmutableMap.<String, VectorShape>builder().putAll(required).put(key, shape).build(),
        optional);
  }

  /** May have a key. */
  ObjectShape maybe(String key, VectorShape shape) {
    return new ObjectShape(
        required,
        ImmutableMap.<String, VectorShape>builder().putAll(optional).put(key, shape).build());
  }

  /** May have texts that are only for whoever reads the file. */
  ObjectShape remarks(String... keys) {
    ObjectShape shape = this;
    for (String key : keys) {
      shape = shape.maybe(key, TEXT);
    }
    return shape;
  }

  @Override
  public void check(String at, @Nullable Object value) {
    VectorJson json = VectorShape.object(at, value);
    for (String key : required.keySet()) {
      if (!json.names().contains(key)) {
        throw new AssertionError(at + ": no `" + key + "` in " + json);
      }
    }
    json.fields().forEach((key, one) -> shape(at, key).check(at + "/" + key, one));
  }

  private VectorShape shape(String at, String key) {
    VectorShape shape = required.containsKey(key) ? required.get(key) : optional.get(key);
    if (shape == null) {
      throw new AssertionError(at + ": unknown key `" + key + "`");
    }
    return shape;
  }

  /** The keys of both. */
  ObjectShape and(ObjectShape other) {
    return new ObjectShape(
        ImmutableMap.<String, VectorShape>builder().putAll(required).putAll(other.required).build(),
        ImmutableMap.<String, VectorShape>builder()
            .putAll(optional)
            .putAll(other.optional)
            .build());
  }

  /** The same keys, of which each may be left out. */
  ObjectShape allOptional() {
    return new ObjectShape(
        ImmutableMap.of(),
        ImmutableMap.<String, VectorShape>builder().putAll(required).putAll(optional).build());
  }
}
