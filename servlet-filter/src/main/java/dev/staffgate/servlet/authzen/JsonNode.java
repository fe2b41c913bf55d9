package dev.staffgate.servlet.authzen;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;

/** A value of a JSON document that was read. Immutable. */
sealed interface JsonNode {
  /** An object. */
  record Members(Map<String, JsonNode> all) implements JsonNode {
    /** Returns whether a member is there: one that is {@code null} is not. */
    boolean has(String name) {
      return !(all.getOrDefault(name, Absent.NULL) instanceof Absent);
    }
  }

  /** An array. */
  record Items(List<JsonNode> all) implements JsonNode {}

  /** A string. */
  record Text(String text) implements JsonNode {}

  /** A number or a boolean, in the characters that it was written with. */
  record Scalar(String text) implements JsonNode {}

  /** {@code null}. */
  enum Absent implements JsonNode {
    NULL
  }

  /** Returns the same text for equal values alone: members by name, lengths in front. */
  default String canonical() {
    StringBuilder text = new StringBuilder();
    append(this, text);
    return text.toString();
  }

  private static void append(JsonNode value, StringBuilder to) {
    if (value instanceof Members members) {
      to.append('{').append(members.all.size());
      ImmutableSortedMap.copyOf(members.all)
          .forEach(
              (name, member) -> {
                to.append(name.length()).append(':').append(name);
                append(member, to);
              });
    } else if (value instanceof Items items) {
      to.append('[').append(items.all.size());
      items.all.forEach(item -> append(item, to));
    } else if (value instanceof Text text) {
      to.append('"').append(text.text.length()).append(':').append(text.text);
    } else if (value instanceof Scalar scalar) {
      to.append('#').append(scalar.text.length()).append(':').append(scalar.text);
    } else {
      to.append('0');
    }
  }
}
