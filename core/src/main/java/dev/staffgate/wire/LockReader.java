package dev.staffgate.wire;

import dev.staffgate.decision.Lock;
import dev.staffgate.json.JsonException;
import dev.staffgate.json.JsonReader;
import dev.staffgate.json.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the locks of a request: each has one target and a message. */
final class LockReader {
  private static final String TARGETS =
      Stream.of(Lock.Target.values())
          .map(one -> "`" + one.text() + "`")
          .collect(Collectors.joining(", "));

  private static final List<String> KEYS =
      Stream.concat(
              Stream.of(Lock.Target.values()).map(Lock.Target::text),
              Stream.of("spare-emergencies", "message"))
          .toList();

  private Lock.@Nullable Target target;
  private String name = "";
  private boolean sparesEmergencies;
  private @Nullable String message;

  private LockReader() {}

  static List<Lock> locks(JsonReader json, JsonToken token)
      throws JsonException, RequestFormatException {
    RequestReader.startOf(token, "locks");
    List<Lock> locks = new ArrayList<>();
    while (json.next() == JsonToken.OBJECT_START) {
      RequestReader.bounded(locks, "locks");
      locks.add(new LockReader().read(json));
    }
    RequestReader.endOf(json, "locks", "objects");
    return locks;
  }

  private Lock read(JsonReader json) throws JsonException, RequestFormatException {
    while (json.next() == JsonToken.NAME) {
      String key = json.text();
      JsonToken value = json.next();
      switch (key) {
        case "message" -> message = RequestReader.text(json, value, key);
        case "spare-emergencies" -> sparesEmergencies = flag(json, value, key);
        case "everybody" -> {
          if (!flag(json, value, key)) {
            throw new RequestFormatException("`everybody` of a lock is true or left out");
          }
          target(key);
        }
        case "staff", "permission", "server", "server-group", "role" -> {
          name = RequestReader.text(json, value, key);
          target(key);
        }
        default -> throw RequestReader.unknownKey(key, " in a lock", KEYS);
      }
    }
    if (target == null) {
      throw new RequestFormatException("a lock has no target: one of " + TARGETS);
    }
    if (message == null) {
      throw new RequestFormatException("`message` is missing in a lock");
    }
    return new Lock(target, name, sparesEmergencies, message);
  }

  private void target(String key) throws RequestFormatException {
    if (target != null) {
      throw new RequestFormatException(
          "a lock has two targets, `" + target.text() + "` and `" + key + "`: write two locks");
    }
    target = Lock.Target.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static boolean flag(JsonReader json, JsonToken value, String key)
      throws JsonException, RequestFormatException {
    if (!value.isBoolean()) {
      throw new RequestFormatException("`" + key + "` of a lock is not true or false");
    }
    return json.text().equals("true");
  }
}
