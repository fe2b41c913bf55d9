package dev.staffgate.whm.testing;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Pieces of JSON. */
final class JsonSnippets {
  private JsonSnippets() {}

  static String text(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  static String texts(Collection<String> texts) {
    return texts.stream().map(JsonSnippets::text).collect(joining(",", "[", "]"));
  }

  static String secondOf(Optional<Instant> instant) {
    return instant.map(one -> String.valueOf(one.getEpochSecond())).orElse("null");
  }

  /** An answer of API 1 with data. */
  static String success(String command, String data) {
    return "{\"data\":" + data + ",\"metadata\":" + metadata(command, 1, "OK") + "}";
  }

  /** An answer of API 1 without data. */
  static String success(String command) {
    return "{\"metadata\":" + metadata(command, 1, "OK") + "}";
  }

  /** A refusal of API 1. */
  static String failure(String command, String reason) {
    return "{\"metadata\":" + metadata(command, 0, reason) + "}";
  }

  static String metadata(String command, int result, String reason) {
    return "{\"version\":1,\"reason\":%s,\"result\":%d,\"command\":%s}"
        .formatted(text(reason), result, text(command));
  }
}
