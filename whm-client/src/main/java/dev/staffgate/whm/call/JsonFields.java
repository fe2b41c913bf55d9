package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.json.JsonLimits;
import dev.staffgate.json.JsonReader;
import dev.staffgate.json.JsonToken;
import dev.staffgate.json.StrictJson;
import java.io.IOException;
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
 * behind it, no name twice in an object, at most 16 levels, no chosen text with half of a surrogate
 * pair. What is not among the chosen paths is read over and not kept. The values may be secrets, so
 * they are never printed.
 */
public final class JsonFields {
  /** Stands for what is not a character where a document is read leniently. */
  public static final char NO_CHARACTER = '\ufffd';

  private static final int MAX_STEPS = 5;

  private static final StrictJson STRICT =
      StrictJson.within(JsonLimits.wide().withDepth(16).withNameLength(256).withNumberLength(20));

  private final Map<String, Value> values;

  private JsonFields(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads a document.
   *
   * @param bytes the document
   * @param wanted which members to keep, by pointers of at most {@value #MAX_STEPS} steps
   * @throws IOException if it is not such a document; the message must not be shown
   */
  public static JsonFields read(byte[] bytes, Predicate<String> wanted) throws IOException {
    JsonFields fields = read(STRICT.reader(bytes), wanted);
    if (fields.values.values().stream().anyMatch(value -> hasUnpairedSurrogate(value.text()))) {
      throw new IOException("a text that cannot be");
    }
    return fields;
  }

  /**
   * Reads a document in which {@value #NO_CHARACTER} stands for what is not text: bytes that are
   * not UTF-8, and halves of surrogate pairs. For what is shown and decides nothing: never for a
   * session, a URL or a token.
   *
   * @throws IOException as {@link #read} does, for other reasons than these
   */
  public static JsonFields readLeniently(byte[] bytes, Predicate<String> wanted)
      throws IOException {
    JsonFields fields = read(STRICT.reader(new String(bytes, UTF_8)), wanted);
    fields.values.replaceAll((path, value) -> value.withoutUnpairedSurrogates());
    return fields;
  }

  private static boolean hasUnpairedSurrogate(String text) {
    return text.codePoints().anyMatch(JsonFields::isSurrogate);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static JsonFields read(JsonReader json, Predicate<String> wanted) throws IOException {
    if (!json.next().isStart()) {
      throw new IOException("neither an object nor an array");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    while (json.depth() > 0 || json.current().isStart()) {
      JsonToken token = json.next();
      if (token != JsonToken.NAME && !token.isEnd() && json.depth() <= MAX_STEPS) {
        String path = json.pointer();
        if (wanted.test(path)) {
          values.put(path, new Value(kind(token), json.text()));
        }
      }
    }
    if (json.next() != JsonToken.DOCUMENT_END) {
      throw new IOException("something stands behind the document");
    }
    return new JsonFields(values);
  }

  private static Kind kind(JsonToken token) {
    return switch (token) {
      case TEXT -> Kind.TEXT;
      case WHOLE_NUMBER -> Kind.WHOLE_NUMBER;
      case NULL -> Kind.NULL;
      case TRUE -> Kind.TRUE;
      default -> Kind.OTHER;
    };
  }

  /** Returns whether such a member exists, be it null. */
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

  /** Returns whether the member says yes: true, or 1 as a number or text. */
  public boolean isTrue(String path) {
    return wholeNumber(path).equals(Optional.of(1L))
        || find(path).map(value -> value.kind == Kind.TRUE).orElse(false);
  }

  /** Returns whether the member is absent or null. */
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

  private record Value(Kind kind, String text) {
    Value withoutUnpairedSurrogates() {
      if (!hasUnpairedSurrogate(text)) {
        return this;
      }
      StringBuilder mended = new StringBuilder();
      text.codePoints()
          .map(codePoint -> isSurrogate(codePoint) ? NO_CHARACTER : codePoint)
          .forEach(mended::appendCodePoint);
      return new Value(kind, mended.toString());
    }
  }
}
