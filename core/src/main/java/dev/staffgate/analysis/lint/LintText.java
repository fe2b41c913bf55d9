package dev.staffgate.analysis.lint;

import dev.staffgate.model.PermissionPattern;
import java.util.Collection;
import java.util.List;

/** Lists in sentences. */
final class LintText {
  private static final int SHOWN = 3;

  private LintText() {}

  static String patterns(List<PermissionPattern> patterns) {
    return names(patterns.stream().map(PermissionPattern::text).toList());
  }

  /** Returns names with backticks; the first three of many. */
  static String names(Collection<String> names) {
    List<String> shown = names.stream().limit(SHOWN).map(name -> "`" + name + "`").toList();
    int more = names.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  static String count(int number, String one, String many) {
    return number == 1 ? "1 " + one : number + " " + many;
  }
}
