package dev.staffgate.whm.api1;

import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the envelope of WHM's API 1: there is an answer only if all of it says so, status 200,
 * JSON, the command that was called and {@code metadata.result} 1. Neither the status nor {@code
 * data} alone means success.
 */
public final class WhmEnvelopeReader {
  private static final int MAX_WORDS_BYTES = 65_536;
  private static final Set<String> TYPES =
      Set.of("", "application/json", "text/json", "text/plain", "text/x-json");

  private static final String METADATA = "/metadata";
  private static final String RESULT = "/metadata/result";
  private static final String REASON = "/metadata/reason";
  private static final String COMMAND = "/metadata/command";
  // API 0 and the panel's own dispatcher answer in other shapes.
  private static final String ERROR = "/error";
  private static final String STATUS = "/status";
  private static final String STATUS_TEXT = "/statusmsg";
  private static final String FIRST_STATUS = "/result/0/status";
  private static final String FIRST_STATUS_TEXT = "/result/0/statusmsg";
  private static final String CPANEL_ERROR = "/cpanelresult/error";
  private static final Set<String> ENVELOPE =
      Set.of(
          METADATA,
          RESULT,
          REASON,
          COMMAND,
          ERROR,
          STATUS,
          STATUS_TEXT,
          FIRST_STATUS,
          FIRST_STATUS_TEXT,
          CPANEL_ERROR);

  private final WhmCall call;
  private final CallFailureFactory failures;

  private WhmEnvelopeReader(WhmCall call, CallFailureFactory failures) {
    this.call = call;
    this.failures = failures;
  }

  /**
   * Returns the members of {@code answer} that {@code call} wants.
   *
   * @throws PanelException if it is no success of that call
   */
  public static JsonFields read(HttpReply answer, WhmCall call, CallFailureFactory failures) {
    return new WhmEnvelopeReader(call, failures).read(answer);
  }

  private JsonFields read(HttpReply answer) {
    if (answer.status() != 200) {
      throw status(answer);
    }
    if (!answer.encoding().isEmpty()) {
      throw failures.protocol(
          Detail.CONTENT_TYPE, "its answer is encoded in a way that was not asked for");
    }
    if (!TYPES.contains(answer.type())) {
      throw tellsOfLock(answer)
          ? failures.lockedOut(Detail.CONTENT_TYPE)
          : failures.protocol(
              Detail.CONTENT_TYPE, "it answered with a page or file instead of JSON");
    }
    return succeeded(fields(answer));
  }

  private PanelException status(HttpReply answer) {
    if (tellsOfLock(answer)) {
      return failures.lockedOut(Detail.HTTP_STATUS);
    }
    return failures.ofStatus(
        answer.status(),
        "API token",
        "there is no WHM API at this address",
        "Check the port in `url:`; WHM's own is 2087");
  }

  private JsonFields fields(HttpReply answer) {
    try {
      return JsonFields.read(
          answer.body(), path -> ENVELOPE.contains(path) || call.members().test(path));
    } catch (IOException quotesIt) {
      throw tellsOfLock(answer)
          ? failures.lockedOut(Detail.MALFORMED)
          : failures.malformed("its answer is not well-formed JSON");
    }
  }

  private JsonFields succeeded(JsonFields fields) {
    if (!fields.has(RESULT)) {
      return withoutResult(fields);
    }
    if (!fields.isAbsent(COMMAND) && !fields.text(COMMAND).equals(Optional.of(call.command()))) {
      throw failures.malformed("it answered another call than the one that was made");
    }
    Optional<Long> result = fields.wholeNumber(RESULT);
    if (result.equals(Optional.of(0L))) {
      throw fields
          .text(REASON)
          .map(reason -> failures.inWords(Detail.API_ERROR, ServerText.of(reason)))
          .orElseGet(() -> failures.protocol(Detail.API_ERROR, "it refused without a reason"));
    }
    if (!result.equals(Optional.of(1L))) {
      throw failures.malformed("its answer says neither that it succeeded nor that it failed");
    }
    return fields;
  }

  private JsonFields withoutResult(JsonFields fields) {
    boolean failed =
        Stream.of(STATUS, FIRST_STATUS)
            .anyMatch(path -> fields.wholeNumber(path).equals(Optional.of(0L)));
    Stream<Optional<String>> words =
        failed
            ? Stream.of(fields.text(STATUS_TEXT), fields.text(FIRST_STATUS_TEXT))
            : Stream.of(fields.text(ERROR), fields.text(CPANEL_ERROR));
    Optional<String> said = words.flatMap(Optional::stream).findFirst();
    if (said.isPresent()) {
      throw failures.inWords(Detail.MALFORMED, ServerText.of(said.get()));
    }
    if (failed || !call.legacyToo() || fields.has(ERROR) || fields.has(METADATA)) {
      throw failures.malformed("its answer is not one of WHM's API 1");
    }
    return fields;
  }

  private static boolean tellsOfLock(HttpReply answer) {
    int length = Math.min(answer.body().length, MAX_WORDS_BYTES);
    String text = new String(answer.body(), 0, length, UTF_8);
    return Stream.of(text.split("\n")).anyMatch(line -> ServerText.of(line).kind() == LOCKED_OUT);
  }
}
