package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one list, of which none may stand there twice: one of the two has no effect, and
 * may have been meant for something else (policy reference, section 1). Not thread-safe.
 */
final class ListEntries {
  private final Subject where;
  private final ProblemCollector problems;
  private @Nullable Map<Object, Place> first; // made with the first entry: most lists are short

  /**
   * @param where the list, such as {@code in `includes` of role `helper`}
   */
  ListEntries(Subject where, ProblemCollector problems) {
    this.where = where;
    this.problems = problems;
  }

  /**
   * Adds an entry; returns false if it stands there already, which is reported.
   *
   * @param meaning equal to that of another entry that says the same
   * @param written what a message calls it, in few words
   */
  boolean add(Object meaning, String written, Place at) {
    if (first == null) {
      first = new HashMap<>();
    }
    Place before = first.putIfAbsent(meaning, at);
    if (before == null) {
      return true;
    }
    problems.report(
        at,
        "entry-twice",
        written + " stands twice " + where,
        "the second has no effect, and may have been meant for something else; the first is at "
            + before,
        "take one out, or write what was meant");
    return false;
  }

  /**
   * Returns whether an entry could be read without a problem since then. Another says nothing about
   * what it repeats.
   *
   * @param before how many problems there were before it was read
   */
  boolean isWhole(int before) {
    return problems.count() == before;
  }

  /** Adds a text; returns false if it stands there already, which is reported. */
  boolean addText(YamlNode.Scalar scalar) {
    return add(scalar.text(), "`" + VisibleText.excerpt(scalar.text()) + "`", scalar.at());
  }

  /** Adds what a text means; returns false if the same stands there already, which is reported. */
  boolean add(Object meaning, YamlNode.Scalar scalar) {
    return add(meaning, "`" + VisibleText.excerpt(scalar.text()) + "`", scalar.at());
  }
}
