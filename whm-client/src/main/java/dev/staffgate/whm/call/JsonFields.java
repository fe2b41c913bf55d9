package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chosen members of a JSON document, by JSON pointer (RFC 6901): {@code /data/url}, {@code
 * /result/0/status}.
 *
 * <p>The whole document is read and has to be right: strict UTF-8, one object or array with nothing
 * behind it, no name twice in an object, at most 16 levels. What is not among the chosen paths is
 * read over and not kept. The values may be secrets, so they are never printed.
 */
public final class JsonFields {
  private static final int MAX_STEPS = 5;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool()) // threads keep nothing of it
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION) // an error must quote nothing
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNameLength(256)
                  .maxNumberLength(20)
                  .build())
          .build();

  private final Map<String, Value> values;

  private JsonFields(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads a document.
   *
   * @param bytes the document
   * @param wanted which members to keep, by pointers of at most {@value #MAX_STEPS} steps
   * @throws IOException if it is no such document; the message must not be shown
   */
  public static JsonFields read(byte[] bytes, Predicate<String> wanted) throws IOException {
    String text =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    Map<String, Value> values = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        throw new IOException("neither an object nor an array");
      }
      while (!parser.getParsingContext().inRoot()) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new IOException("the document ends too early");
        }
        if (token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
          JsonStreamContext place = placeOf(parser, token);
          if (place.getNestingDepth() <= MAX_STEPS) {
            String path = place.pathAsPointer().toString();
            if (wanted.test(path)) {
              values.put(path, valueOf(parser, token));
            }
          }
        }
      }
      if (parser.nextToken() != null) {
        throw new IOException("something stands behind the document");
      }
    }
    return new JsonFields(values);
  }

  /** Where a value stands; the context of one that has just begun is its inside. */
  private static JsonStreamContext placeOf(JsonParser parser, JsonToken token) {
    JsonStreamContext context = parser.getParsingContext();
    return token.isStructStart() ? context.getParent() : context;
  }

  private static Value valueOf(JsonParser parser, JsonToken token) throws IOException {
    Kind kind =
        switch (token) {
          case VALUE_STRING -> Kind.TEXT;
          case VALUE_NUMBER_INT -> Kind.WHOLE_NUMBER;
          case VALUE_NULL -> Kind.NULL;
          case VALUE_TRUE -> Kind.TRUE;
          default -> Kind.OTHER;
        };
    return new Value(kind, parser.getText());
  }

  /** Whether there is such a member, be it null. */
  public boolean has(String path) {
    return values.containsKey(path);
  }

  /** The member if it is a text. */
  public Optional<String> text(String path) {
    return find(path).filter(value -> value.kind == Kind.TEXT).map(Value::text);
  }

  /** The member if it is a whole number, or a text of one: 1 to 18 digits, not negative. */
  public Optional<Long> wholeNumber(String path) {
    return find(path)
        .filter(value -> value.kind == Kind.TEXT || value.kind == Kind.WHOLE_NUMBER)
        .map(Value::text)
        .filter(JsonFields::isWholeNumber)
        .map(Long::valueOf);
  }

  /** The paths of all members that were kept, in the order of the document. */
  public Set<String> paths() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the member says yes: true, or 1 as a number or text. */
  public boolean isTrue(String path) {
    return wholeNumber(path).equals(Optional.of(1L))
        || find(path).map(value -> value.kind == Kind.TRUE).orElse(false);
  }

  /** Whether the member is absent or null. */
  public boolean isAbsent(String path) {
    return find(path).map(value -> value.kind == Kind.NULL).orElse(true);
  }

  private static boolean isWholeNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Optional<Value> find(String path) {
    return Optional.ofNullable(values.get(path));
  }

  @Override
  public String toString() {
    return "JsonFields" + values.keySet();
  }

  private enum Kind {
    TEXT,
    WHOLE_NUMBER,
    NULL,
    TRUE,
    OTHER
  }

  private record Value(Kind kind, String text) {}
}
