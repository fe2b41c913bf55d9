package dev.staffgate.whm.call;

import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What all panels but WHM have in common when they answer: a status that is no success is a
 * failure, in their own words where there are any; so is a page instead of data.
 */
public final class PanelReplyReader {
  private static final int MAX_WORDS_BYTES = 65_536;
  private static final Set<String> JSON_TYPES =
      Set.of("", "application/json", "application/problem+json", "text/json", "text/plain");

  private final PanelConnector.Line line;
  private final ImmutableSet<String> words;
  private final Function<ServerText, Kind> meaning;

  /**
   * Makes a reader.
   *
   * @param words where the panel's JSON holds its words, by pointer, the most general first
   * @param meaning what kind of refusal they are
   */
  public PanelReplyReader(
      PanelConnector.Line line, ImmutableSet<String> words, Function<ServerText, Kind> meaning) {
    this.line = line;
    this.words = words;
    this.meaning = meaning;
  }

  /**
   * Returns members of a success in JSON.
   *
   * @throws PanelException if it is none
   */
  public JsonFields json(HttpReply answer, Predicate<String> members) {
    requireSuccess(answer);
    requireType(answer, JSON_TYPES, "JSON");
    return parsed(answer, members);
  }

  /** The members of a body in JSON, whatever its type is said to be. */
  public JsonFields parsed(HttpReply answer, Predicate<String> members) {
    try {
      return JsonFields.read(answer.body(), path -> words.contains(path) || members.test(path));
    } catch (IOException quotesIt) {
      throw notWellFormed(answer, "JSON");
    }
  }

  /** The failure that an answer is which cannot be read. */
  public PanelException notWellFormed(HttpReply answer, String format) {
    return tellsOfLock(answer)
        ? line.failures().lockedOut(Detail.MALFORMED)
        : line.failures().malformed("its answer is not well-formed " + format);
  }

  /** Checks status and encoding. */
  public void requireSuccess(HttpReply answer) {
    int status = answer.status();
    if (status < 200 || status >= 300) {
      throw status(answer);
    }
    if (!answer.encoding().isEmpty()) {
      throw line.failures()
          .protocol(Detail.CONTENT_TYPE, "its answer is encoded in a way that was not asked for");
    }
  }

  /** Checks the type of a success. */
  public void requireType(HttpReply answer, Set<String> types, String format) {
    if (!types.contains(answer.type())) {
      throw tellsOfLock(answer)
          ? line.failures().lockedOut(Detail.CONTENT_TYPE)
          : line.failures()
              .protocol(
                  Detail.CONTENT_TYPE, "it answered with a page or file instead of " + format);
    }
  }

  /** The panel's words in an answer, if it has any. */
  public Optional<String> wordsOf(JsonFields fields) {
    String said =
        words.stream()
            .flatMap(path -> fields.text(path).stream())
            .filter(text -> !text.isBlank())
            .collect(joining(": "));
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }

  /** The panel refused in words. */
  public PanelException refused(Detail detail, String said) {
    ServerText text = ServerText.of(said);
    return line.failures().inWords(detail, text, meaning.apply(text));
  }

  private PanelException status(HttpReply answer) {
    int status = answer.status();
    if (tellsOfLock(answer)) {
      return line.failures().lockedOut(Detail.HTTP_STATUS);
    }
    if (status >= 400 && status != 401) {
      Optional<String> said = wordsOf(answer);
      Optional<Kind> kind = said.map(ServerText::of).map(meaning);
      // Words that are not recognised tell less than the status, but where that tells nothing.
      boolean telling = status < 500 && status != 403 && status != 404 && status != 408;
      if (kind.isPresent() && (kind.get() != PROTOCOL || (telling && status != 429))) {
        return refused(Detail.HTTP_STATUS, said.orElseThrow());
      }
    }
    return line.failures()
        .ofStatus(
            status,
            line.kind().credential(),
            "it has no such API at this address",
            "Check the port in `url:`; that of %s is %s, and an old version may lack the API"
                .formatted(line.kind().title(), line.kind().port()));
  }

  private Optional<String> wordsOf(HttpReply answer) {
    try {
      return wordsOf(JsonFields.read(answer.body(), words::contains));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private boolean tellsOfLock(HttpReply answer) {
    int length = Math.min(answer.body().length, MAX_WORDS_BYTES);
    String text = new String(answer.body(), 0, length, UTF_8);
    return Stream.of(text.split("\n"))
        .anyMatch(one -> meaning.apply(ServerText.of(one)) == LOCKED_OUT);
  }
}
