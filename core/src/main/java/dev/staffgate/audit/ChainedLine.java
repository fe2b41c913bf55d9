package dev.staffgate.audit;

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
 * A record of an audit file: its fields, and its place in the chain.
 *
 * @param fields all of them, those of the place included, in the order written
 */
record ChainedLine(Map<String, String> fields, RecordPlace place) {
  /** The longest line, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_BYTES).maxNestingDepth(2).build())
          .build();

  /** Reads a line without its end; nothing if it is not a record of a chain. */
  static Optional<ChainedLine> read(byte[] line) {
    return RecordPlace.of(line, line.length)
        .flatMap(place -> fields(line).map(fields -> new ChainedLine(fields, place)));
  }

  /** Returns the number of the record. */
  long number() {
    return place.number();
  }

  /** Returns the link of the record. */
  String link() {
    return place.link();
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
