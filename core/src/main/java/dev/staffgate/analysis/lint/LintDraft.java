package dev.staffgate.analysis.lint;

import dev.staffgate.model.Place;
import java.util.List;

/**
 * A finding of a rule.
 *
 * @param code of {@code LintCode}
 * @param what what was found, in lower case, without a full stop
 */
public record LintDraft(
    String code, Place at, String what, String mend, List<RelatedPlace> related) {
  public LintDraft {
    related = List.copyOf(related);
  }

  /** A place that belongs to a finding. */
  public record RelatedPlace(Place at, String what) {}
}
