package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the findings of all rules, as many as may be kept. Not thread-safe. */
public final class LintReport {
  /** The most findings that are kept; more are counted. */
  private static final int MOST = 20_000;

  private final List<LintDraft> drafts = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private long leftOut;

  LintReport() {}

  void add(String code, Place at, String what, String mend, RelatedPlace... related) {
    add(code, at, what, mend, Arrays.asList(related));
  }

  void add(String code, Place at, String what, String mend, List<RelatedPlace> related) {
    if (drafts.size() == MOST) {
      leftOut++;
    } else {
      drafts.add(new LintDraft(code, at, what, mend, related));
    }
  }

  /** Says that something was not looked at; once, however often it is said. */
  void note(String what) {
    notes.add(what);
  }

  /** Returns the findings, in no order. */
  public List<LintDraft> drafts() {
    return List.copyOf(drafts);
  }

  /** Returns how many findings were not kept. */
  public long leftOut() {
    return leftOut;
  }

  /** Returns what was not looked at. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
