package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of an entry: 0 to {@value #MAX_BYTES} bytes that no store interprets. Immutable.
 *
 * <p>Bytes rather than text, since databases change texts: they refuse U+0000, cut trailing blanks,
 * take an empty text for none or replace what their character set lacks. {@code toString} does not
 * show the content, which may be confidential.
 */
public final class StateValue {
  /** The most bytes of a value. */
  public static final int MAX_BYTES = 16 * 1024;

  /** The value of no bytes, for entries whose existence says everything. */
  public static final StateValue EMPTY = new StateValue(new byte[0]);

  private final byte[] bytes;

  private StateValue(byte[] bytes) {
    checkArgument(
        bytes.length <= MAX_BYTES,
        "a value of the state store has at most %s bytes, not %s",
        MAX_BYTES,
        bytes.length);
    this.bytes = bytes;
  }

  /**
   * Makes a value of a copy of bytes.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_BYTES}
   */
  public static StateValue of(byte[] bytes) {
    return new StateValue(bytes.clone());
  }

  /**
   * Makes a value of the UTF-8 bytes of a text.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_BYTES}, or the text has
   *     unpaired surrogates
   */
  public static StateValue ofText(String text) {
    checkArgument(
        text.length() <= MAX_BYTES,
        "a value of the state store has at most %s bytes, and the text has %s characters",
        MAX_BYTES,
        text.length());
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return new StateValue(bytes);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text has unpaired surrogates", e);
    }
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Returns the text of which these are the UTF-8 bytes.
   *
   * @throws IllegalStateException if they are not UTF-8
   */
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("the value is not a text", e);
    }
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateValue value && Arrays.equals(bytes, value.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "StateValue[" + bytes.length + " bytes]";
  }
}
