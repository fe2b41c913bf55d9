package dev.staffgate.vectors;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a file names. The model wants permissions declared and accounts defined; resources may
 * have any id.
 */
record MentionedNames(Set<String> subjects, Set<String> actions, Set<String> objects) {
  static MentionedNames of(
      List<VectorJson> grants, List<VectorJson> memberships, List<VectorJson> requests) {
    Set<String> subjects = new LinkedHashSet<>();
    Set<String> actions = new LinkedHashSet<>();
    Set<String> objects = new LinkedHashSet<>();
    Stream.concat(grants.stream(), requests.stream())
        .forEach(
            one -> {
              one.optional("subject").ifPresent(subjects::add);
              actions.addAll(one.texts("action"));
              one.optional("object").ifPresent(objects::add);
            });
    memberships.forEach(
        one -> {
          subjects.add(one.text("member"));
          subjects.add(one.text("of"));
        });
    return new MentionedNames(subjects, actions, objects);
  }
}
