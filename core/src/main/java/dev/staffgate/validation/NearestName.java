package dev.staffgate.validation;

import dev.staffgate.text.NearestText;
import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the known name that is fewest edits away, if that is no more than a third of what was
   * written; the first in their order among equals.
   */
  public static Optional<String> to(String written, Collection<String> known) {
    return NearestText.to(written, known);
  }

  /**
   * Returns what a message offers for a misspelt name: the nearest known one as a question, or
   * {@code otherwise} if none is near.
   */
  public static String hint(String written, Collection<String> known, String otherwise) {
    return to(written, known).map(name -> "did you mean `" + name + "`?").orElse(otherwise);
  }
}
