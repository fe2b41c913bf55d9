package dev.staffgate.whm.api1;

import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.call.ReplyFormat;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the envelope of WHM's API 1: there is an answer only if all of it says so, status 200,
 * JSON, the command that was called and {@code metadata.result} 1. Neither the status nor {@code
 * data} alone means success.
 */
public final class WhmEnvelopeReader {
  private static final Set<String> TYPES =
      Set.of("", "application/json", "text/json", "text/plain", "text/x-json");

  private static final String METADATA = "/metadata";
  private static final String RESULT = "/metadata/result";
  private static final String REASON = "/metadata/reason";
  private static final String COMMAND = "/metadata/command";

  /** A session that was opened; of calls that want it. */
  private static final String OPENED = "/data/url";

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

  private static final ReplyFormat FORMAT =
      new ReplyFormat(
          status -> status == 200,
          TYPES,
          ImmutableSet.of(), // words beside another status than 200 are not WHM's
          ServerText::kind,
          text -> Optional.empty(),
          "no WHM API answers at this address",
          "Check the port in `url:`; WHM's own is " + WhmApiClient.PORT);

  private final WhmCall call;
  private final CallFailureFactory failures;

  private WhmEnvelopeReader(WhmCall call, CallFailureFactory failures) {
    this.call = call;
    this.failures = failures;
  }

  /**
   * Returns the members of {@code answer} that {@code call} wants.
   *
   * @throws dev.staffgate.whm.http.CallFailedException if it is not a success of that call
   */
  public static JsonFields read(PanelConnection connection, HttpReply answer, WhmCall call) {
    PanelReplyReader replies = new PanelReplyReader(connection, FORMAT);
    WhmEnvelopeReader reader = new WhmEnvelopeReader(call, connection.failures());
    Predicate<String> members = path -> ENVELOPE.contains(path) || call.members().test(path);
    return reader.succeeded(
        call.lenient()
            ? replies.jsonLeniently(answer, members)
            : replies.json(answer, members, reader::succeeded));
  }

  @CanIgnoreReturnValue
  private JsonFields succeeded(JsonFields fields) {
    if (!fields.has(RESULT)) {
      return withoutResult(fields);
    }
    if (!fields.isAbsent(COMMAND) && !fields.text(COMMAND).equals(Optional.of(call.command()))) {
      throw failures.malformed("it answered another call than the one that was made");
    }
    Optional<Long> result = fields.wholeNumber(RESULT);
    if (result.equals(Optional.of(0L))) {
      CallFailedException refused = refusal(fields);
      throw fields.isAbsent(OPENED) ? refused : refused.leavingOpen(Optional.empty());
    }
    if (!result.equals(Optional.of(1L))) {
      throw failures.malformed("its answer says neither that it succeeded nor that it failed");
    }
    return fields;
  }

  private CallFailedException refusal(JsonFields fields) {
    return fields
        .text(REASON)
        .map(reason -> refused(Detail.API_ERROR, reason))
        .orElseGet(() -> failures.protocol(Detail.API_ERROR, "it refused without a reason"));
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
      throw refused(Detail.MALFORMED, said.get());
    }
    if (failed || !call.legacyToo() || fields.has(ERROR) || fields.has(METADATA)) {
      throw failures.malformed("its answer is not one of WHM's API 1");
    }
    return fields;
  }

  private CallFailedException refused(Detail detail, String said) {
    ServerText words = ServerText.of(said);
    return failures.refusedInWords(detail, words, words.kind());
  }
}
