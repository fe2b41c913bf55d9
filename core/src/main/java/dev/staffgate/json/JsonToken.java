package dev.staffgate.json;

/** The parts of a document, in the order in which {@link JsonReader} meets them. */
public enum JsonToken {
  /** An object begins. */
  OBJECT_START,
  /** An object ends. */
  OBJECT_END,
  /** An array begins. */
  ARRAY_START,
  /** An array ends. */
  ARRAY_END,
  /** The name of a member; its value comes next. */
  NAME,
  /** A text. */
  TEXT,
  /** A number without fraction and exponent. */
  WHOLE_NUMBER,
  /** A number with a fraction or an exponent. */
  OTHER_NUMBER,
  /** The value {@code true}. */
  TRUE,
  /** The value {@code false}. */
  FALSE,
  /** The value {@code null}. */
  NULL,
  /** The end of the document. */
  DOCUMENT_END;

  /** Returns whether this is a number of either kind. */
  public boolean isNumber() {
    return this == WHOLE_NUMBER || this == OTHER_NUMBER;
  }

  /** Returns whether this is {@code true} or {@code false}. */
  public boolean isBoolean() {
    return this == TRUE || this == FALSE;
  }

  /** Returns whether an object or an array begins. */
  public boolean isStart() {
    return this == OBJECT_START || this == ARRAY_START;
  }

  /** Returns whether an object or an array ends. */
  public boolean isEnd() {
    return this == OBJECT_END || this == ARRAY_END;
  }
}
