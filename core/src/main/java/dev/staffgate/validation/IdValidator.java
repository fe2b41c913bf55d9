package dev.staffgate.validation;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Validates the ids of one kind: each has the form of an id, and no two differ in case alone. */
final class IdValidator {
  private final ReferenceChecker references;
  private final String kind;

  private IdValidator(ReferenceChecker references, String kind) {
    this.references = references;
    this.kind = kind;
  }

  /**
   * @param kind what a person calls them
   * @param things by id
   * @param place where one is defined
   */
  static <T> void validate(
      ReferenceChecker references, String kind, Map<String, T> things, Function<T, Place> place) {
    if (things.isEmpty()) {
      return;
    }
    IdValidator validator = new IdValidator(references, kind);
    validator.sameButForCase(things, place);
    for (Map.Entry<String, T> one : things.entrySet()) {
      if (!NameSyntax.isId(one.getKey())) {
        validator.reportBadForm(one.getKey(), place.apply(one.getValue()));
      }
    }
  }

  private <T> void sameButForCase(Map<String, T> things, Function<T, Place> place) {
    // Of two ids that differ in case alone one has a letter that is not lower-case. Few have.
    Set<String> folded = new HashSet<>();
    for (String id : things.keySet()) {
      String lower = fold(id);
      if (!lower.equals(id)) {
        folded.add(lower);
      }
    }
    if (folded.isEmpty()) {
      return;
    }
    Map<String, Place> places = new LinkedHashMap<>();
    things.forEach(
        (id, thing) -> {
          if (folded.contains(fold(id))) {
            places.put(id, place.apply(thing));
          }
        });
    reportSecond(places);
  }

  private void reportSecond(Map<String, Place> places) {
    Map<String, String> first = new HashMap<>();
    List<Map.Entry<String, Place>> byPlace = new ArrayList<>(places.entrySet());
    byPlace.sort(Map.Entry.comparingByValue(Place.ORDER));
    for (Map.Entry<String, Place> entry : byPlace) {
      String before = first.putIfAbsent(fold(entry.getKey()), entry.getKey());
      if (before != null) {
        references.report(
            entry.getValue(),
            "differs-in-case-alone",
            kind + " `" + entry.getKey() + "` and `" + before + "` differ in case alone",
            "ids are case-sensitive, and nobody would see which of the two is meant",
            "give one of them another id; the other stands at "
                + requireNonNull(places.get(before)));
      }
    }
  }

  private static String fold(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  private void reportBadForm(String id, Place at) {
    references.report(
        at,
        "bad-id",
        kind + " `" + id + "` is not an id",
        NameSyntax.ID_FORM,
        "write it with ASCII letters, digits and ._@-");
  }
}
