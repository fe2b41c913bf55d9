package dev.staffgate.whm.call;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.panels.PanelException.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * The form of a panel's answers.
 *
 * @param success the statuses of a success
 * @param jsonTypes the media types that JSON comes as; the empty one stands for none
 * @param words where the panel's JSON holds its words, by pointer, the most general first
 * @param meaning tells what kind of refusal words are
 * @param mend tells what to do about words that have a mend of their own, a sentence without its
 *     full stop
 * @param noApi what status 404 means
 * @param ifNoApi what to do about that
 */
public record ReplyFormat(
    IntPredicate success,
    Set<String> jsonTypes,
    ImmutableSet<String> words,
    Function<ServerText, Kind> meaning,
    Function<ServerText, Optional<String>> mend,
    String noApi,
    String ifNoApi) {
  private static final Set<String> JSON_TYPES =
      Set.of("", "application/json", "application/problem+json", "text/json", "text/plain");

  /** Returns this form with mends for words that are refusals of a cause of their own. */
  public ReplyFormat withMend(Function<ServerText, Optional<String>> own) {
    return new ReplyFormat(success, jsonTypes, words, meaning, own, noApi, ifNoApi);
  }

  /** Returns the form of a panel that uses HTTP as it is meant: any 2xx is a success. */
  public static ReplyFormat of(
      PanelKind kind, ImmutableSet<String> words, Function<ServerText, Kind> meaning) {
    return new ReplyFormat(
        status -> status >= 200 && status < 300,
        JSON_TYPES,
        words,
        meaning,
        text -> Optional.empty(),
        "it has no such API at this address",
        "Check the port in `url:`; that of %s is %s, and an old version may lack the API"
            .formatted(kind.title(), kind.port()));
  }
}
