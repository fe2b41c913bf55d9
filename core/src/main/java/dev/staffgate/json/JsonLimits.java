package dev.staffgate.json;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The size that a document may have, and whether its texts have to be well-formed. Immutable.
 *
 * @param depth the most objects and arrays inside one another
 * @param tokens the most names, values and brackets
 * @param nameLength the longest name of a member, in characters
 * @param textLength the longest text, in characters
 * @param numberLength the longest number, in characters
 * @param wellFormedTexts whether names and texts may hold neither U+0000 nor half of a surrogate
 *     pair (RFC 7493, section 2.1)
 */
public record JsonLimits(
    int depth,
    long tokens,
    int nameLength,
    int textLength,
    int numberLength,
    boolean wellFormedTexts) {
  private static final JsonLimits WIDE =
      new JsonLimits(1000, Long.MAX_VALUE, 50_000, 20_000_000, 1000, false);

  public JsonLimits {
    checkArgument(
        depth > 0 && tokens > 0 && nameLength > 0 && textLength > 0 && numberLength > 0,
        "a limit is not positive");
  }

  /**
   * Returns limits for a document whose length is bounded already: depth 1000, names of 50,000
   * characters, texts of 20,000,000, numbers of 1000, any number of tokens.
   */
  public static JsonLimits wide() {
    return WIDE;
  }

  /** Returns these limits with another depth. */
  public JsonLimits withDepth(int most) {
    return new JsonLimits(most, tokens, nameLength, textLength, numberLength, wellFormedTexts);
  }

  /** Returns these limits with another number of tokens. */
  public JsonLimits withTokens(long most) {
    return new JsonLimits(depth, most, nameLength, textLength, numberLength, wellFormedTexts);
  }

  /** Returns these limits with another length of names. */
  public JsonLimits withNameLength(int most) {
    return new JsonLimits(depth, tokens, most, textLength, numberLength, wellFormedTexts);
  }

  /** Returns these limits with another length of texts. */
  public JsonLimits withTextLength(int most) {
    return new JsonLimits(depth, tokens, nameLength, most, numberLength, wellFormedTexts);
  }

  /** Returns these limits with another length of numbers. */
  public JsonLimits withNumberLength(int most) {
    return new JsonLimits(depth, tokens, nameLength, textLength, most, wellFormedTexts);
  }

  /** Returns these limits for names and texts that all have to be well-formed. */
  public JsonLimits withWellFormedTexts() {
    return new JsonLimits(depth, tokens, nameLength, textLength, numberLength, true);
  }
}
