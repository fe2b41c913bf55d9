package dev.staffgate.whm.fleet;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.staffgate.whm.fleet.ConnectAttempt.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether callers, audit and servers tell the same story. */
final class OutcomeReconciliation {
  private static final JsonFactory JSON = new JsonFactory();

  private OutcomeReconciliation() {}

  /** What policy and health do not lead to. */
  static List<Outcome> wrong(List<Outcome> outcomes) {
    return outcomes.stream().filter(one -> !one.isRight()).toList();
  }

  /** In what the audit differs from what callers saw: the record, and how many too many. */
  static Map<String, Long> auditAgainst(List<Outcome> outcomes, Path audit) throws IOException {
    Map<String, Long> seen =
        outcomes.stream()
            .flatMap(OutcomeReconciliation::records)
            .collect(groupingBy(one -> one, counting()));
    Map<String, Long> kept = new HashMap<>();
    try (Stream<String> lines = Files.lines(audit)) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (!line.contains("\"type\":\"audit-")) { // what the file says of itself
          kept.merge(record(line), 1L, Long::sum);
        }
      }
    }
    return difference(kept, seen);
  }

  /**
   * In what the servers differ from what callers were handed: server and user, how many too many.
   */
  static Map<String, Long> serversAgainst(List<Outcome> outcomes, SimulatedFleet fleet) {
    Map<String, Long> handed =
        outcomes.stream()
            .filter(one -> one.kind() == Outcome.Kind.OPENED)
            .collect(groupingBy(one -> one.attempt().server() + " " + one.told(), counting()));
    Map<String, Long> opened = new HashMap<>();
    for (String server : fleet.servers()) {
      if (!fleet.health(server).opensInVain()) {
        fleet
            .sessions(server)
            .forEach((user, count) -> opened.put(server + " " + user, (long) count));
      }
    }
    return difference(opened, handed);
  }

  /** Sessions that sick servers opened and nobody may have asked for: server, user, how many. */
  static Map<String, Long> unaskedFor(List<Outcome> outcomes, SimulatedFleet fleet) {
    Map<String, Long> tried =
        outcomes.stream()
            .filter(one -> one.kind() == Outcome.Kind.FAILED)
            .collect(
                groupingBy(one -> one.attempt().server() + " " + one.attempt().user(), counting()));
    Map<String, Long> more = new TreeMap<>();
    for (String server : fleet.servers()) {
      if (fleet.health(server).opensInVain()) {
        fleet
            .sessions(server)
            .forEach(
                (user, count) -> {
                  String key = server + " " + user;
                  long unasked = count - tried.getOrDefault(key, 0L);
                  if (unasked > 0) {
                    more.put(key, unasked);
                  }
                });
      }
    }
    return more;
  }

  private static Stream<String> records(Outcome outcome) {
    ConnectAttempt attempt = outcome.attempt();
    String who = attempt.staff() + " " + attempt.server() + " ";
    return switch (outcome.kind()) {
      case REFUSED -> Stream.of("sso-refused " + who + outcome.told());
      case OPENED ->
          Stream.of("sso-attempt " + who + attempt.user(), "sso-opened " + who + outcome.told());
      case FAILED ->
          Stream.of("sso-attempt " + who + attempt.user(), "sso-failed " + who + outcome.told());
      case BROKEN -> Stream.empty();
    };
  }

  private static String record(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        }
      }
    }
    String type = fields.getOrDefault("type", "");
    String told =
        switch (type) {
          case "sso-refused" -> fields.get("reason");
          case "sso-failed" -> fields.get("failure") + "/" + fields.get("detail");
          default -> fields.get("panel-user");
        };
    return String.join(" ", type, fields.get("staff"), fields.get("on-server"), told);
  }

  private static Map<String, Long> difference(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> difference = new TreeMap<>(one);
    other.forEach((key, count) -> difference.merge(key, -count, Long::sum));
    difference.values().removeIf(count -> count == 0);
    return difference;
  }

  /** How many came to what. */
  static Map<String, Long> counts(List<Outcome> outcomes) {
    List<String> words = new ArrayList<>();
    for (Outcome one : outcomes) {
      words.add(
          switch (one.kind()) {
            case OPENED -> "opened";
            case REFUSED -> "refused: " + one.told();
            case FAILED -> one.attempt().health() + ": " + one.told();
            case BROKEN -> "broken: " + one.told();
          });
    }
    return words.stream().collect(groupingBy(one -> one, TreeMap::new, counting()));
  }
}
