package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of an audit file: its fields, and its place in the chain.
 *
 * @param fields all but the place in the chain, in the order written
 * @param number the number of the record
 * @param previous the link of the record before
 * @param link its own link
 * @param hashed how many bytes of the line the link is of
 */
record ChainedLine(
    Map<String, String> fields, long number, String previous, String link, int hashed) {
  /** The longest line, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_BYTES).maxNestingDepth(2).build())
          .build();
  private static final int LINK = 43;
  private static final int END = RecordChain.MAC_FIELD.length() + LINK + 2;
  private static final byte[] MAC = RecordChain.MAC_FIELD.getBytes(US_ASCII);

  ChainedLine {
    fields = Map.copyOf(fields).isEmpty() ? Map.of() : new LinkedHashMap<>(fields);
  }

  /** Reads a line without its end; nothing if it is not a record of a chain. */
  static Optional<ChainedLine> read(byte[] line) {
    int hashed = line.length - END;
    if (hashed <= 0 || !hasMacAt(line, hashed)) {
      return Optional.empty();
    }
    return fields(line)
        .flatMap(
            all -> {
              String number = all.remove("n");
              String previous = all.remove("prev");
              String link = all.remove("mac");
              return number == null || previous == null || link == null || !isNumber(number)
                  ? Optional.empty()
                  : Optional.of(
                      new ChainedLine(all, Long.parseLong(number), previous, link, hashed));
            });
  }

  private static boolean hasMacAt(byte[] line, int at) {
    for (int i = 0; i < MAC.length; i++) {
      if (line[at + i] != MAC[i]) {
        return false;
      }
    }
    return line[line.length - 1] == '}' && line[line.length - 2] == '"';
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Reads the fields of a line; nothing if it is not an object of texts and whole numbers. */
  static Optional<Map<String, String>> fields(byte[] line) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
          return Optional.empty();
        }
        fields.put(name, json.getText());
      }
      boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
      return whole ? Optional.of(fields) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
