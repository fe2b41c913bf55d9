package dev.staffgate.whm.call;

import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.net.InetAddresses;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads what the answers of all panels have in common: a status that is not a success is a failure,
 * in the panel's own words where there are any; so is a page instead of data.
 */
public final class PanelReplyReader {
  private static final int MAX_WORDS_BYTES = 65_536;

  private final PanelConnection connection;
  private final ReplyFormat format;

  public PanelReplyReader(PanelConnection connection, ReplyFormat format) {
    this.connection = connection;
    this.format = format;
  }

  /**
   * Returns members of a success in JSON.
   *
   * @throws CallFailedException if it is not one
   */
  public JsonFields json(HttpReply answer, Predicate<String> members) {
    requireSuccess(answer);
    requireType(answer, format.jsonTypes(), "JSON");
    return parsed(answer, members);
  }

  /**
   * Returns members of a success in JSON that decide nothing: bytes that are not text are not a
   * failure.
   *
   * @throws CallFailedException if it is not one
   */
  public JsonFields jsonLeniently(HttpReply answer, Predicate<String> members) {
    requireSuccess(answer);
    requireType(answer, format.jsonTypes(), "JSON");
    return lenientlyParsed(answer, members).orElseThrow(() -> notWellFormed(answer, "JSON"));
  }

  /**
   * Returns members of a success in JSON. An answer that is not a success, and cannot be read for
   * bytes that are not text, is still the refusal that it is.
   *
   * @param refusals throws the failure of an answer that is a refusal
   * @throws CallFailedException if it is not a success
   */
  public JsonFields json(
      HttpReply answer, Predicate<String> members, Consumer<JsonFields> refusals) {
    requireSuccess(answer);
    requireType(answer, format.jsonTypes(), "JSON");
    try {
      return JsonFields.read(answer.body(), members);
    } catch (IOException quotesIt) {
      lenientlyParsed(answer, members).ifPresent(refusals);
      throw notWellFormed(answer, "JSON");
    }
  }

  private Optional<JsonFields> lenientlyParsed(HttpReply answer, Predicate<String> members) {
    try {
      return Optional.of(
          JsonFields.readLeniently(
              answer.body(), path -> format.words().contains(path) || members.test(path)));
    } catch (IOException quotesIt) {
      return Optional.empty();
    }
  }

  /** Returns members of a body in JSON, whatever its type is said to be. */
  public JsonFields parsed(HttpReply answer, Predicate<String> members) {
    try {
      return JsonFields.read(
          answer.body(), path -> format.words().contains(path) || members.test(path));
    } catch (IOException quotesIt) {
      throw notWellFormed(answer, "JSON");
    }
  }

  /** Returns the failure of an answer that cannot be read. */
  public CallFailedException notWellFormed(HttpReply answer, String format) {
    return tellsOfLock(answer)
        ? connection.failures().lockedOut(Detail.MALFORMED)
        : connection.failures().malformed("its answer is not well-formed " + format);
  }

  /** Requires the status of a success, and a body that can be read. */
  public void requireSuccess(HttpReply answer) {
    int status = answer.status();
    if (!format.success().test(status)) {
      throw status(answer);
    }
    if (!answer.encoding().isEmpty()) {
      throw connection
          .failures()
          .protocol(Detail.CONTENT_TYPE, "its answer is encoded in a way that was not asked for");
    }
  }

  /** Requires one of these media types. */
  public void requireType(HttpReply answer, Set<String> types, String format) {
    if (!types.contains(answer.type())) {
      throw pageInsteadOf(format, answer);
    }
  }

  /** Returns the failure of an answer that is for people. */
  public CallFailedException pageInsteadOf(String format, HttpReply answer) {
    return tellsOfLock(answer)
        ? connection.failures().lockedOut(Detail.CONTENT_TYPE)
        : connection
            .failures()
            .protocol(Detail.CONTENT_TYPE, "it answered with a page or file instead of " + format);
  }

  /** Returns the panel's words in an answer, if it has any. */
  public Optional<String> refusalText(JsonFields fields) {
    String said =
        format.words().stream()
            .flatMap(path -> fields.text(path).stream())
            .filter(text -> !text.isBlank())
            .collect(joining(": "));
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }

  /** Returns the failure of a call that the panel refused in words. */
  public CallFailedException refusedInWords(Detail detail, String said) {
    ServerText text = ServerText.of(said);
    Kind kind = format.meaning().apply(text);
    Optional<String> mend = format.mend().apply(text);
    return kind == LOCKED_OUT || mend.isEmpty()
        ? connection.failures().refusedInWords(detail, text, kind)
        : connection.failures().refusedInWords(detail, text, kind, mend.get());
  }

  private CallFailedException status(HttpReply answer) {
    int status = answer.status();
    if (tellsOfLock(answer)) {
      return connection.failures().lockedOut(Detail.HTTP_STATUS);
    }
    if (status >= 300 && status < 400) {
      String own = connection.address().host();
      return connection
          .failures()
          .redirect(
              status,
              answer
                  .redirectHost()
                  .filter(host -> !host.equals(own) && !InetAddresses.isInetAddress(host)));
    }
    if (status >= 400 && status != 401) {
      Optional<String> said = wordsOf(answer);
      Optional<Kind> kind = said.map(ServerText::of).map(format.meaning());
      // Words that are not recognised tell less than the status, but where that tells nothing.
      boolean telling = status < 500 && status != 403 && status != 404 && status != 408;
      if (kind.isPresent() && (kind.get() != PROTOCOL || (telling && status != 429))) {
        return refusedInWords(Detail.HTTP_STATUS, said.orElseThrow());
      }
    }
    return connection
        .failures()
        .ofStatus(status, connection.kind().credential(), format.noApi(), format.ifNoApi());
  }

  private Optional<String> wordsOf(HttpReply answer) {
    if (format.words().isEmpty()) {
      return Optional.empty();
    }
    try {
      return refusalText(JsonFields.readLeniently(answer.body(), format.words()::contains));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private boolean tellsOfLock(HttpReply answer) {
    int length = Math.min(answer.body().length, MAX_WORDS_BYTES);
    String text = new String(answer.body(), 0, length, UTF_8);
    return Stream.of(text.split("\n"))
        .anyMatch(one -> format.meaning().apply(ServerText.of(one)) == LOCKED_OUT);
  }
}
