package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.json.JsonException;
import dev.staffgate.json.JsonLimits;
import dev.staffgate.json.JsonPlace;
import dev.staffgate.json.JsonReader;
import dev.staffgate.json.JsonToken;
import dev.staffgate.json.StrictJson;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Credentials as a JSON object by staff id, as files of them were. Strict: whatever is not as it
 * was written is an error. Failures and waits, which were kept there, are read and left behind.
 */
final class CredentialsJson {
  private static final StrictJson STRICT = StrictJson.within(JsonLimits.wide());

  private CredentialsJson() {}

  /**
   * A text that is not what was written. The message names place and problem, and quotes nothing:
   * the text is secret.
   */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    private MalformedException(JsonPlace place, String problem) {
      super(place + ": " + problem);
    }
  }

  /** Reads a file; each person's credentials are those of a first version. */
  static Map<String, Credentials> read(byte[] bytes) throws MalformedException {
    try {
      return all(STRICT.reader(bytes));
    } catch (JsonException e) {
      throw new MalformedException(e.place(), "not JSON, a field twice, or a number too large");
    }
  }

  private static Map<String, Credentials> all(JsonReader json)
      throws JsonException, MalformedException {
    Map<String, Credentials> all = new TreeMap<>();
    requireNext(json, JsonToken.OBJECT_START, "an object is expected");
    while (json.next() == JsonToken.NAME) {
      String staff = json.text();
      if (!NameSyntax.isId(staff)) {
        throw malformed(json, "this is not a staff id");
      }
      requireNext(json, JsonToken.OBJECT_START, "an object is expected");
      all.put(staff, credentials(json));
    }
    require(json, JsonToken.OBJECT_END, "a staff id is expected");
    requireNext(json, JsonToken.DOCUMENT_END, "something follows the object");
    return all;
  }

  private static Credentials credentials(JsonReader json) throws JsonException, MalformedException {
    Long version = null;
    Secret passwordHash = null;
    Secret seed = null;
    OneTimeCodeForm.Algorithm algorithm = OneTimeCodeForm.STANDARD.algorithm();
    long digits = OneTimeCodeForm.STANDARD.digits();
    Long lastStep = null;
    Long failures = null;
    while (json.next() == JsonToken.NAME) {
      switch (json.text()) {
        case "version" -> version = number(json);
        case "password-hash" -> passwordHash = secret(json);
        case "seed" -> seed = secret(json);
        case "code-algorithm" -> algorithm = algorithm(json);
        case "code-digits" -> digits = number(json);
        case "last-step" -> lastStep = number(json);
        case "failures" -> failures = number(json);
        case "wait-until" -> requireInstant(json);
        default -> throw malformed(json, "a field of another name");
      }
    }
    require(json, JsonToken.OBJECT_END, "a field is expected");
    if (version == null || passwordHash == null || lastStep == null || failures == null) {
      throw malformed(json, "version, password-hash, last-step or failures is missing");
    }
    try {
      OneTimeCodeForm form = new OneTimeCodeForm(algorithm, Math.toIntExact(digits));
      checkArgument(version >= 1 && failures >= 0, "a number is negative");
      return new Credentials(
          1,
          Optional.of(passwordHash),
          Optional.ofNullable(seed).map(one -> new OneTimeCodeKey(one, form)),
          lastStep,
          List.of(),
          Optional.empty());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw malformed(json, "a number is out of its bounds, or the seed is not a seed");
    }
  }

  private static long number(JsonReader json) throws JsonException, MalformedException {
    requireNext(json, JsonToken.WHOLE_NUMBER, "a whole number is expected");
    return json.wholeNumber();
  }

  private static Secret secret(JsonReader json) throws JsonException, MalformedException {
    String text = text(json);
    if (text.isEmpty() || text.length() > Secret.MAX_LENGTH) {
      throw malformed(json, "the text is empty or too long");
    }
    return Secret.of(text);
  }

  private static OneTimeCodeForm.Algorithm algorithm(JsonReader json)
      throws JsonException, MalformedException {
    String name = text(json);
    for (OneTimeCodeForm.Algorithm one : OneTimeCodeForm.Algorithm.values()) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    throw malformed(json, "SHA1, SHA256 or SHA512 is expected");
  }

  private static void requireInstant(JsonReader json) throws JsonException, MalformedException {
    try {
      Instant unused = Instant.parse(text(json));
    } catch (DateTimeException e) {
      throw malformed(json, "an instant such as 2026-11-24T10:00:00Z is expected");
    }
  }

  private static String text(JsonReader json) throws JsonException, MalformedException {
    requireNext(json, JsonToken.TEXT, "a text is expected");
    return json.text();
  }

  private static void requireNext(JsonReader json, JsonToken expected, String problem)
      throws JsonException, MalformedException {
    if (json.next() != expected) {
      throw malformed(json, problem);
    }
  }

  private static void require(JsonReader json, JsonToken expected, String problem)
      throws MalformedException {
    if (json.current() != expected) {
      throw malformed(json, problem);
    }
  }

  private static MalformedException malformed(JsonReader json, String problem) {
    return new MalformedException(json.place(), problem);
  }
}
