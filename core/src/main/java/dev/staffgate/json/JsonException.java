package dev.staffgate.json;

import java.io.IOException;

/**
 * A document that cannot be read. The message says what is wrong and where, and quotes nothing: the
 * document may be secret. {@link #quotingReason} may quote.
 */
public final class JsonException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The kinds of faults. */
  public enum Kind {
    /** The bytes are not UTF-8. */
    NOT_UTF8("the bytes are not UTF-8"),
    /** The text is not JSON. */
    SYNTAX("this is not JSON"),
    /** A member of an object has the name of one before it. */
    DUPLICATE_NAME("a name stands twice in one object"),
    /** The document passes one of its limits. */
    LIMIT("the document is too deep or has too many parts, or a part is too long"),
    /** A whole number does not fit into 64 bits. */
    NUMBER("the number is too large"),
    /** A name or text holds U+0000. */
    NUL("a text has the character U+0000"),
    /** A name or text holds half of a surrogate pair. */
    UNPAIRED_SURROGATE("a text has an unpaired surrogate");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final Kind kind;
  private final JsonPlace place;
  private final String quotingReason;

  JsonException(Kind kind, JsonPlace place, String quotingReason) {
    super(place + ": " + kind.words);
    this.kind = kind;
    this.place = place;
    this.quotingReason = quotingReason;
  }

  JsonException(Kind kind, JsonPlace place) {
    this(kind, place, kind.words);
  }

  /** Returns what kind of fault it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns where it is. */
  public JsonPlace place() {
    return place;
  }

  /**
   * Returns the reason of a fault of {@link Kind#SYNTAX} in words for the person who wrote the
   * document, and the name of {@link Kind#DUPLICATE_NAME}: printable ASCII, at most 161 characters.
   * It quotes the document, so it must not be shown where that is secret.
   */
  public String quotingReason() {
    return quotingReason;
  }
}
