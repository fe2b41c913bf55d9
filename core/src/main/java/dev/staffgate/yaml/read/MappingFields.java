package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entries;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one mapping, taken key by key; a key without a meaning there is unknown. Not
 * thread-safe.
 */
final class MappingFields {
  private final Subject what;
  private final Place at;
  private final ProblemCollector problems;
  private final List<Entry> entries; // few, so that a search is faster than a table
  private final Set<String> known;

  private MappingFields(Subject what, Set<String> known, Entries node, ProblemCollector problems) {
    this.what = what;
    this.known = known;
    this.at = node.at();
    this.problems = problems;
    this.entries = node.entries();
  }

  /**
   * Returns the fields of a mapping; reports anything else and returns null.
   *
   * @param known the keys that have a meaning in it
   */
  static @Nullable MappingFields of(
      YamlNode node, Subject what, Set<String> known, ProblemCollector problems) {
    if (node instanceof Entries entries) {
      return new MappingFields(what, known, entries, problems);
    }
    if (node instanceof Scalar scalar) {
      RightForm.keyWithoutBlank(scalar.text())
          .filter(key -> !known.contains(key))
          .ifPresent(key -> problems.hide(scalar.behind(key.length() + 1), scalar.lastLine()));
    }
    wrongShape(
        node,
        what,
        "a mapping",
        KeyPlaces.ownLevel(what, known).or(() -> RightForm.mapping(node, known)),
        problems);
    return null;
  }

  private static void wrongShape(
      YamlNode node,
      Subject what,
      String expected,
      Optional<String> rightForm,
      ProblemCollector problems) {
    if (node instanceof YamlNode.Unread) {
      return;
    }
    problems.report(
        node.at(),
        "wrong-shape",
        what + " is " + node.kind() + ", not " + expected,
        "what cannot be read as meant is not guessed",
        rightForm.orElseGet(() -> RightForm.any(node, expected)));
  }

  Place at() {
    return at;
  }

  Subject what() {
    return what;
  }

  /** Returns the value of a key, or null. */
  @Nullable YamlNode node(String key) {
    for (Entry entry : entries) {
      if (entry.key().text().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }

  /** Returns the text under a key; its absence is a problem. */
  Optional<Scalar> requiredScalar(String key) {
    YamlNode node = required(key);
    return node == null ? Optional.empty() : scalar(node, key, what, problems);
  }

  /** Returns the value of a key; its absence is a problem. */
  @Nullable YamlNode required(String key) {
    YamlNode node = node(key);
    if (node == null) {
      problems.report(
          at,
          "missing-key",
          what + " has no `" + key + "`",
          "it cannot be used without",
          RightForm.missing(key));
    }
    return node;
  }

  /** Returns the entries whose keys have no meaning, in order. */
  List<Entry> others() {
    List<Entry> others = new ArrayList<>();
    for (Entry entry : entries) {
      if (!known.contains(entry.key().text())) {
        others.add(entry);
      }
    }
    return others;
  }

  /** Reports every key that has no meaning. */
  void refuseOthers() {
    for (Entry entry : others()) {
      Scalar scalar = entry.key();
      Optional<String> cut = KeyPlaces.withoutBlank(entry);
      String key = cut.map(name -> name + ":…").orElse(scalar.text());
      // Nobody knows what it is: it may be a token under a misspelt key.
      cut.ifPresent(name -> problems.hide(scalar.behind(name.length() + 1), scalar.lastLine()));
      problems.hide(
          entry.value().at(),
          entry.value() instanceof Scalar value ? value.lastLine() : entry.value().at().line());
      problems.report(
          entry.key().at(),
          "unknown-key",
          "unknown key `" + VisibleText.excerpt(key) + "` in " + what,
          "a misspelt key would have no effect, and nobody would notice; known here: "
              + String.join(", ", known.stream().sorted().toList()),
          KeyPlaces.mend(entry, what, known));
    }
  }

  /** Returns a text; reports anything else. */
  Optional<Scalar> scalar(String key) {
    YamlNode node = node(key);
    return node == null ? Optional.empty() : scalar(node, key, what, problems);
  }

  Optional<String> text(String key) {
    return scalar(key).map(Scalar::text);
  }

  static Optional<Scalar> scalar(YamlNode node, Subject what, ProblemCollector problems) {
    if (node instanceof Scalar scalar && !scalar.isNothing()) {
      return Optional.of(scalar);
    }
    wrongShape(node, what, "a single value", RightForm.single(node), problems);
    return Optional.empty();
  }

  /** Returns the text under a key of something. */
  static Optional<Scalar> scalar(YamlNode node, String key, Subject of, ProblemCollector problems) {
    if (node instanceof Scalar scalar && !scalar.isNothing()) {
      return Optional.of(scalar);
    }
    return scalar(node, of.key(key), problems);
  }

  /** Returns the text of an item of the list under a key of something. */
  static Optional<Scalar> item(YamlNode node, String key, Subject of, ProblemCollector problems) {
    if (node instanceof Scalar scalar && !scalar.isNothing()) {
      return Optional.of(scalar);
    }
    return scalar(node, of.key(key).part("an item"), problems);
  }

  /** Returns {@code true} or {@code false}; false if it is not there. */
  boolean flag(String key) {
    Optional<Scalar> scalar = scalar(key);
    boolean known =
        scalar.isPresent()
            && scalar.get().plain()
            && (scalar.get().text().equals("true") || scalar.get().text().equals("false"));
    if (scalar.isPresent() && !known) {
      problems.report(
          scalar.get().at(),
          "not-a-flag",
          "`" + VisibleText.excerpt(scalar.get().text()) + "` for `" + key + "` of " + what,
          "it is either `true` or `false`, in these letters and without quotation marks",
          "write `true` or `false`");
    }
    return scalar.isPresent() && scalar.get().text().equals("true");
  }

  /** Returns the items of a list; empty if it is not there; anything else is a problem. */
  List<YamlNode> list(String key) {
    YamlNode node = node(key);
    return node == null ? List.of() : list(node, what.key(key), problems);
  }

  static List<YamlNode> list(YamlNode node, Subject what, ProblemCollector problems) {
    if (node instanceof Items items) {
      return items.items();
    }
    wrongShape(node, what, "a list", RightForm.list(node), problems);
    return List.of();
  }

  /** Returns the entries of the list under a key, for those that must be distinct. */
  ListEntries distinct(String key) {
    return new ListEntries(what.key("in", key), problems);
  }

  /** Returns the texts of a list, in which none may stand twice. */
  List<Scalar> distinctScalars(String key) {
    List<Scalar> texts = scalars(key);
    if (texts.size() > 1) {
      ListEntries seen = distinct(key);
      texts.removeIf(text -> !seen.addText(text));
    }
    return texts;
  }

  /** Returns the texts of a list. */
  List<Scalar> scalars(String key) {
    List<Scalar> texts = new ArrayList<>();
    for (YamlNode item : list(key)) {
      item(item, key, what, problems).ifPresent(texts::add);
    }
    return texts;
  }

  /**
   * Returns the entries of a mapping under a key; empty if it is not there; anything else is a
   * problem.
   */
  List<Entry> entries(String key) {
    YamlNode node = node(key);
    return node == null ? List.of() : entries(node, what.key(key), problems);
  }

  static List<Entry> entries(YamlNode node, Subject what, ProblemCollector problems) {
    if (node instanceof Entries mapping) {
      return mapping.entries();
    }
    boolean limits = "up-to".equals(what.name()) || "above".equals(what.name());
    wrongShape(
        node,
        what,
        "a mapping",
        limits ? RightForm.limits(node) : RightForm.mapping(node, Set.of()),
        problems);
    return List.of();
  }
}
