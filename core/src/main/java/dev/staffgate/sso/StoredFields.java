package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.state.StateValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named texts as a value of the state store: a first line that tells format and version, then a
 * line for each, {@code name: text}, in which a line end is {@code \n} and a backslash two. Strict:
 * whatever this would not have written is refused. Not thread-safe.
 */
final class StoredFields {
  private static final Pattern NAME = Pattern.compile("[a-z-]{1,30}");

  private final String format;
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** Signals that a value is not what this version writes. It quotes nothing of it. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Begins with no fields; the format ends with its version, such as {@code sso-session 1}. */
  StoredFields(String format) {
    this.format = format;
  }

  StoredFields with(String name, String text) {
    checkArgument(NAME.matcher(name).matches(), "%s is not a field", name);
    checkArgument(fields.put(name, text) == null, "%s is there already", name);
    return this;
  }

  StoredFields with(String name, Optional<String> text) {
    return text.map(given -> with(name, given)).orElse(this);
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it is larger than a store keeps
   */
  StateValue toValue() {
    StringBuilder text = new StringBuilder(format).append('\n');
    fields.forEach(
        (name, field) ->
            text.append(name)
                .append(": ")
                .append(field.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n'));
    return StateValue.ofText(text.toString());
  }

  /** Reads a value of this very format. */
  static StoredFields read(String format, StateValue value) throws MalformedException {
    StoredFields read = new StoredFields(format);
    try {
      String[] lines = value.text().split("\n", -1);
      for (String line : lines) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          read = read.with(line.substring(0, colon), unescaped(line.substring(colon + 2)));
        }
      }
      if (!read.toValue().equals(value)) {
        throw new MalformedException("it has another form or version than " + format);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new MalformedException("it is not a text of the form " + format);
    }
    return read;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
      } else if (++i < text.length()) {
        plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      }
    }
    return plain.toString();
  }

  /** Takes a field out that has to be there. */
  String take(String name) throws MalformedException {
    String text = fields.remove(name);
    if (text == null) {
      throw new MalformedException("it has no " + name);
    }
    return text;
  }

  /** Takes a field out that may be there. */
  Optional<String> takeIfPresent(String name) {
    @Nullable String text = fields.remove(name);
    return Optional.ofNullable(text);
  }

  Instant takeInstant(String name) throws MalformedException {
    return parsed(name, take(name), Instant::parse);
  }

  URI takeUri(String name) throws MalformedException {
    return parsed(name, take(name), URI::create);
  }

  static <T> T parsed(String name, String text, Function<String, T> parse)
      throws MalformedException {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedException("its " + name + " is malformed");
    }
  }

  /** Throws if fields are left that nobody took. */
  void requireNoneLeft() throws MalformedException {
    if (!fields.isEmpty()) {
      throw new MalformedException("it has fields that this version does not know");
    }
  }
}
