package dev.staffgate.servlet.authzen;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One page of what a search found.
 *
 * @param ids of subjects or resources, or the names of actions
 * @param following where to go on, if there may be more
 * @param unlisted which resources they are, if they cannot be listed: all, or all but some
 */
record SearchResultPage(List<String> ids, Optional<Long> following, Optional<Scope.Kind> unlisted) {
  static final SearchResultPage NOTHING =
      new SearchResultPage(List.of(), Optional.empty(), Optional.empty());

  SearchResultPage {
    ids = ImmutableList.copyOf(ids);
  }

  /** The page of a list that is all there. */
  static SearchResultPage in(List<String> all, SearchPageRequest page) {
    int from = (int) Math.min(page.position(), all.size());
    int to = Math.min(from + page.limit(), all.size());
    return new SearchResultPage(
        all.subList(from, to),
        to < all.size() ? Optional.of((long) to) : Optional.empty(),
        Optional.empty());
  }

  /**
   * The answer to the search.
   *
   * @param type of what was found; empty for actions
   * @param ignored the members of the context that did not count
   */
  byte[] answer(SearchPageRequest page, String type, List<String> ignored) {
    return AnswerWriter.write(
        json -> {
          json.writeStartObject();
          if (page.asked() || following.isPresent()) {
            json.writeObjectFieldStart("page");
            json.writeStringField("next_token", page.next(following));
            json.writeNumberField("count", ids.size());
            json.writeEndObject();
          }
          if (unlisted.isPresent() || !ignored.isEmpty()) {
            json.writeObjectFieldStart("context");
            if (unlisted.isPresent()) {
              json.writeStringField("scope", unlisted.get().name().toLowerCase(Locale.ROOT));
            }
            AnswerWriter.ignored(json, ignored);
            json.writeEndObject();
          }
          json.writeArrayFieldStart("results");
          for (String id : ids) {
            result(json, type, id);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void result(JsonGenerator json, String type, String id) throws IOException {
    json.writeStartObject();
    if (type.isEmpty()) {
      json.writeStringField("name", id);
    } else {
      json.writeStringField("type", type);
      json.writeStringField("id", id);
    }
    json.writeEndObject();
  }
}
