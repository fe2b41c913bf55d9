package dev.staffgate.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.staffgate.json.JsonException.Kind;
import dev.staffgate.text.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one document of {@link StrictJson}, token by token. Not thread-safe; there is nothing
 * to close.
 *
 * <p>A caller asks for the {@link #next} token until {@link JsonToken#DOCUMENT_END}. Whatever
 * follows the document comes as a token before that, so a caller that does not ask for the end
 * would miss it.
 */
public final class JsonReader {
  // What Jackson says to programmers: where it began to read, and which of its switches to turn.
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(" \\((?:start marker|for root starting).*|: enable `.*", Pattern.DOTALL);
  private static final int LONGEST_REASON = 160;

  private final JsonParser parser;
  private final boolean wellFormedTexts;
  private final Deque<Level> levels = new ArrayDeque<>();
  private JsonToken current = JsonToken.DOCUMENT_END;

  JsonReader(JsonParser parser, boolean wellFormedTexts) {
    this.parser = parser;
    this.wellFormedTexts = wellFormedTexts;
  }

  /** An object or array that has begun and has not ended. */
  private static final class Level {
    /** The names so far; null in an array. */
    private final @Nullable Set<String> names;

    private String name = "";
    private int index = -1;

    private Level(boolean object) {
      this.names = object ? new HashSet<>() : null;
    }

    private String step() {
      return names == null ? Integer.toString(index) : name.replace("~", "~0").replace("/", "~1");
    }
  }

  /**
   * Reads the next token.
   *
   * @return {@link JsonToken#DOCUMENT_END} after the last one, each time it is asked for
   * @throws JsonException if the document is not strict JSON within its limits
   */
  public JsonToken next() throws JsonException {
    current = read();
    if (current == JsonToken.NAME) {
      enterMember(parsed(JsonParser::currentName));
    } else if (current.isEnd()) {
      levels.remove();
    } else if (current != JsonToken.DOCUMENT_END) {
      enterValue();
    }
    return current;
  }

  private void enterMember(String name) throws JsonException {
    Level object = levels.element();
    if (object.names == null || !object.names.add(name)) {
      throw new JsonException(Kind.DUPLICATE_NAME, place(), VisibleText.ascii(name, 64));
    }
    object.name = name;
    requireWellFormed(name);
  }

  private void enterValue() throws JsonException {
    if (!levels.isEmpty()) {
      levels.element().index++;
    }
    if (current.isStart()) {
      levels.push(new Level(current == JsonToken.OBJECT_START));
    } else if (current == JsonToken.TEXT && wellFormedTexts) {
      requireWellFormed(text());
    }
  }

  private JsonToken read() throws JsonException {
    com.fasterxml.jackson.core.JsonToken token = parsed(JsonParser::nextToken);
    if (token == null) {
      return JsonToken.DOCUMENT_END;
    }
    return switch (token) {
      case START_OBJECT -> JsonToken.OBJECT_START;
      case END_OBJECT -> JsonToken.OBJECT_END;
      case START_ARRAY -> JsonToken.ARRAY_START;
      case END_ARRAY -> JsonToken.ARRAY_END;
      case FIELD_NAME -> JsonToken.NAME;
      case VALUE_STRING -> JsonToken.TEXT;
      case VALUE_NUMBER_INT -> JsonToken.WHOLE_NUMBER;
      case VALUE_NUMBER_FLOAT -> JsonToken.OTHER_NUMBER;
      case VALUE_TRUE -> JsonToken.TRUE;
      case VALUE_FALSE -> JsonToken.FALSE;
      case VALUE_NULL -> JsonToken.NULL;
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("text has no token " + token);
    };
  }

  /** Returns the token that was read last; the end of the document before the first. */
  public JsonToken current() {
    return current;
  }

  /**
   * Returns the characters of the current token: a name or text without its escapes, a number,
   * {@code true}, {@code false} or {@code null} as it is written, a bracket.
   *
   * @throws JsonException if a text is longer than it may be, or is not JSON
   */
  public String text() throws JsonException {
    return parsed(JsonParser::getText);
  }

  /**
   * Returns the current number.
   *
   * @throws JsonException if it does not fit into 64 bits
   */
  public long wholeNumber() throws JsonException {
    return parsed(JsonParser::getLongValue);
  }

  /** Returns the place where the current token begins. */
  public JsonPlace place() {
    return place(parser.currentTokenLocation());
  }

  /** Returns how many objects and arrays are around the current value; 0 for the document. */
  public int depth() {
    return current.isStart() ? levels.size() - 1 : levels.size();
  }

  /**
   * Returns the JSON pointer (RFC 6901) of the current value, such as {@code /result/0/status}; of
   * the value that comes next at a name, and of the whole at the end of an object or array.
   */
  public String pointer() {
    StringBuilder pointer = new StringBuilder();
    Iterator<Level> fromRoot = levels.descendingIterator();
    for (int steps = depth(); steps > 0; steps--) {
      pointer.append('/').append(fromRoot.next().step());
    }
    return pointer.toString();
  }

  private void requireWellFormed(String text) throws JsonException {
    if (!wellFormedTexts) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new JsonException(Kind.NUL, place());
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new JsonException(Kind.UNPAIRED_SURROGATE, place());
      }
    }
  }

  /** A question to the parser. */
  private interface Question<T extends @Nullable Object> {
    T ask(JsonParser parser) throws IOException;
  }

  private <T extends @Nullable Object> T parsed(Question<T> question) throws JsonException {
    try {
      return question.ask(parser);
    } catch (JsonProcessingException e) {
      throw fault(e); // without a cause, whose message quotes the document
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  private JsonException fault(JsonProcessingException fault) {
    JsonLocation last = parser.currentLocation();
    if (fault instanceof StreamConstraintsException) {
      return new JsonException(Kind.LIMIT, place(last));
    }
    JsonPlace at = place(fault.getLocation() == null ? last : fault.getLocation());
    return fault instanceof InputCoercionException
        ? new JsonException(Kind.NUMBER, at)
        : new JsonException(Kind.SYNTAX, at, quotingReason(fault.getOriginalMessage()));
  }

  private static JsonPlace place(JsonLocation at) {
    return new JsonPlace(at.getLineNr(), at.getColumnNr());
  }

  private static String quotingReason(String message) {
    String words =
        VisibleText.ascii(FOR_PROGRAMMERS.matcher(message).replaceFirst(""), LONGEST_REASON);
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }
}
