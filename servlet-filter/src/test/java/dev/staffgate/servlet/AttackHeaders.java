package dev.staffgate.servlet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Header lines as the attack tables write them: a JSON object of texts, lists or repetitions. */
final class AttackHeaders {
  private AttackHeaders() {}

  /** Names and values, in the order in which the lines are sent. */
  static List<Map.Entry<String, String>> lines(String json) {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT, json);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
          lines.add(Map.entry(name, parser.getText()));
        } else if (token == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            lines.add(Map.entry(name, parser.getText()));
          }
          expect(parser.currentToken() == JsonToken.END_ARRAY, json);
        } else {
          expect(token == JsonToken.START_OBJECT, json);
          lines.add(Map.entry(name, repeated(parser)));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String repeated(JsonParser parser) throws IOException {
    String before = "";
    String repeat = "";
    String then = "";
    int times = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken unused = parser.nextToken();
      switch (name) {
        case "before" -> before = parser.getText();
        case "repeat" -> repeat = parser.getText();
        case "times" -> times = parser.getIntValue();
        case "then" -> then = parser.getText();
        default -> throw new IllegalArgumentException(name);
      }
    }
    return before + repeat.repeat(times) + then;
  }

  private static void expect(boolean holds, String json) {
    if (!holds) {
      throw new IllegalArgumentException(json);
    }
  }
}
