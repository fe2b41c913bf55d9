package dev.staffgate.yaml.comment;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintSuppression;
import dev.staffgate.model.Place;
import dev.staffgate.yaml.comment.CommentFinder.Comment;
import dev.staffgate.yaml.comment.CommentFinder.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the comments of a policy's texts that suppress findings. One that ends a line binds what
 * stands on that line; one alone on a line binds the entry after it. Not thread-safe.
 */
public final class SuppressionReader {
  /** The largest number in one policy. */
  static final int MOST = 10_000;

  private final List<LintSuppression> suppressions = new ArrayList<>();
  private final List<LintFinding> faults = new ArrayList<>();
  private int count;

  /**
   * Reads a text that has been loaded.
   *
   * @param index its position among the files of the policy
   * @param name as places give it
   * @param text with or without a byte order mark
   */
  public void read(int index, String name, String text) {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    CommentFinder found = CommentFinder.of(bare);
    TextPlaces places = new TextPlaces(index, name, bare);
    int[] contents = found.contentsBehind();
    for (int i = 0; i < contents.length; i++) {
      Comment comment = found.comments().get(i);
      String written = bare.substring(comment.start(), comment.end());
      if (SuppressionText.isMeant(written) && count++ <= MOST) {
        read(new Site(bare, places, comment, found.entryAt(contents[i])), written);
      }
    }
  }

  /**
   * A comment and where it stands.
   *
   * @param next the entry after it; null if none begins there
   */
  private record Site(String text, TextPlaces places, Comment comment, @Nullable Entry next) {
    Place at(int offset, int length) {
      return places.at(comment.start() + offset, length);
    }

    boolean isGlued() {
      return comment.start() > 0 && " \t\n".indexOf(text.charAt(comment.start() - 1)) < 0;
    }
  }

  private void read(Site site, String written) {
    Place at = site.at(0, written.codePointCount(0, written.length()));
    if (count > MOST) {
      fault(
          at,
          "more than " + MOST + " suppressions in one policy; those from here on are not read",
          "mend some of what they allow");
      return;
    }
    SuppressionText said;
    try {
      said = SuppressionText.parse(written);
    } catch (SuppressionText.SyntaxException e) {
      fault(site.at(e.offset(), e.length()), e.what(), e.mend());
      return;
    }
    if (site.isGlued()) {
      fault(at, "a suppression right behind a text", "put a blank before its `#`");
    } else if (!site.comment.alone()) {
      Place last = site.at(0, 0);
      add(said, at, site.places.lineStart(site.comment.start()), last);
    } else if (site.next == null) {
      fault(
          at,
          "a suppression that no entry follows",
          "put it above the entry that it is about, or at the end of a line");
    } else {
      Place first = site.places.at(site.next.start(), 0);
      add(said, at, first, site.places.at(site.next.end() - 1, 0));
    }
  }

  private void add(SuppressionText said, Place at, Place first, Place last) {
    suppressions.add(
        new LintSuppression(said.code(), said.until(), said.reason(), at, first, last));
  }

  private void fault(Place at, String what, String mend) {
    faults.add(new LintFinding(LintCode.SUPPRESSION_INVALID, at, what, mend, List.of()));
  }

  /** Returns what was read, by place. */
  public List<LintSuppression> suppressions() {
    return List.copyOf(suppressions);
  }

  /** Returns a finding for each comment that is meant to suppress something and cannot. */
  public List<LintFinding> faults() {
    return List.copyOf(faults);
  }
}
