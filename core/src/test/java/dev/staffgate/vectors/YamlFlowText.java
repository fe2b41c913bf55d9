package dev.staffgate.vectors;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;

/** Maps, lists and texts in YAML's flow style, on one line, every text quoted. */
final class YamlFlowText {
  private YamlFlowText() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
          .collect(joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(YamlFlowText::of).collect(joining(", ", "[", "]"));
    }
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
