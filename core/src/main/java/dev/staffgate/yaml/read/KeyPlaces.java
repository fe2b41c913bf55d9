package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableListMultimap;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says where a key belongs that has no meaning where it stands: often it stands one level too far
 * to the left or to the right.
 */
final class KeyPlaces {
  private static final ImmutableListMultimap<String, String> PLACES = places();

  private KeyPlaces() {}

  private static ImmutableListMultimap<String, String> places() {
    ImmutableListMultimap.Builder<String, String> places = ImmutableListMultimap.builder();
    add(places, "the policy itself, in the first column", PolicyKeys.SECTIONS);
    add(places, "a role", PolicyKeys.ROLE);
    add(places, "a grant or a deny", Set.of("permission"));
    add(places, "`requires`, a grant or a deny", PolicyKeys.CONDITIONS);
    add(places, "a member of staff", PolicyKeys.STAFF);
    add(places, "a role in `roles` of a member of staff", PolicyKeys.ASSIGNMENT);
    add(places, "a server", PolicyKeys.SERVER);
    add(places, "`sso` of a server", PolicyKeys.SSO);
    add(places, "a route", PolicyKeys.ROUTE);
    add(places, "a schedule", PolicyKeys.SCHEDULE);
    add(places, "a rule of `separate`", PolicyKeys.SEPARATION);
    add(places, "a permission of `permissions`", PolicyKeys.PERMISSION);
    return places.build();
  }

  private static void add(
      ImmutableListMultimap.Builder<String, String> places, String place, Set<String> keys) {
    keys.forEach(key -> places.put(key, place));
  }

  /** Returns how to mend an entry whose key has no meaning there. */
  static String mend(Entry entry, Subject what, Set<String> known) {
    String key = entry.key().text();
    Optional<String> cut = withoutBlank(entry);
    if (cut.isPresent()) {
      return RightForm.blankBehind(cut.get());
    }
    Optional<String> near = NearestName.to(key, known);
    if (near.isPresent()) {
      return "did you mean `" + near.get() + "`?";
    }
    Optional<String> level = ownLevel(what, known);
    if (level.isPresent()) {
      return level.get();
    }
    if (known.contains("permission") && NameSyntax.isPermission(key)) {
      return "write `permission: " + key + "`, and its conditions as further keys in that column";
    }
    List<String> places = PLACES.get(key);
    if (places.isEmpty() && known.contains("up-to") && NameSyntax.isAttribute(key)) {
      return "take it out, or put it under `up-to`, `above` or `where` if it is an attribute:"
          + " `up-to: { "
          + key
          + ": … }`";
    }
    return places.isEmpty()
        ? "take it out"
        : "take it out, or put it where it belongs: `"
            + key
            + "` is a key of "
            + String.join(", or of ", places);
  }

  /** Returns the key of an entry that is a key and a value with no blank after the colon. */
  static Optional<String> withoutBlank(Entry entry) {
    return entry.key().plain() && entry.value() instanceof Scalar scalar && scalar.isNothing()
        ? RightForm.keyWithoutBlank(entry.key().text())
        : Optional.empty();
  }

  /**
   * Returns how to mend a thing whose name is rather a key: one of its own, which stands too far to
   * the left, or a section, which stands too far to the right.
   *
   * @param known the keys of such a thing
   */
  static Optional<String> ownLevel(Subject what, Set<String> known) {
    String name = what.name();
    if (name == null || what.owner() != null) {
      return Optional.empty();
    }
    if (known.contains(name)) {
      return Optional.of(
          "move `" + name + ":` further to the right, below the name that it belongs to");
    }
    return PolicyKeys.SECTIONS.contains(name)
        ? Optional.of("if the section `" + name + "` is meant, let it begin in the first column")
        : Optional.empty();
  }
}
