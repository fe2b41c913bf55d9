package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * The place of a line in the chain, read where each record has it, without reading the rest.
 *
 * @param number the number of the record
 * @param previous the link of the record before; empty for the first
 * @param link its own link
 * @param hashed how many bytes of the line the link is of
 */
record RecordPlace(long number, String previous, String link, int hashed) {
  private static final byte[] NUMBER = "{\"n\":".getBytes(US_ASCII);
  private static final byte[] PREVIOUS = ",\"prev\":\"".getBytes(US_ASCII);
  private static final byte[] LINK = RecordChain.MAC_FIELD.getBytes(US_ASCII);
  private static final byte[] END = "\"}".getBytes(US_ASCII);
  private static final int LINK_LENGTH = 43;
  private static final int MOST_DIGITS = 18;

  /** Reads it; nothing if the line has none. */
  static Optional<RecordPlace> of(byte[] line, int length) {
    int hashed = length - END.length - LINK_LENGTH - LINK.length;
    if (hashed < 0
        || !isAt(line, 0, length, NUMBER)
        || !isAt(line, hashed, length, LINK)
        || !isAt(line, length - END.length, length, END)
        || line[hashed - 1] != '"') {
      return Optional.empty();
    }
    int previousEnd = hashed - 1;
    int previousStart = previousEnd - LINK_LENGTH;
    if (!isAt(line, previousStart - PREVIOUS.length, length, PREVIOUS)) {
      previousStart = previousEnd; // that of the first record
      if (!isAt(line, previousStart - PREVIOUS.length, length, PREVIOUS)) {
        return Optional.empty();
      }
    }
    long number = 0;
    int at = NUMBER.length;
    while (at < hashed && line[at] >= '0' && line[at] <= '9') {
      if (at - NUMBER.length == MOST_DIGITS) {
        return Optional.empty();
      }
      number = number * 10 + line[at] - '0';
      at++;
    }
    if (at == NUMBER.length || number == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordPlace(
            number,
            text(line, previousStart, previousEnd),
            text(line, hashed + LINK.length, length - END.length),
            hashed));
  }

  private static boolean isAt(byte[] line, int at, int length, byte[] text) {
    if (at < 0 || at + text.length > length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (line[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, US_ASCII);
  }
}
