package dev.staffgate.yaml;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells in our words what the YAML parser stumbled over. */
final class SyntaxProblems {
  private SyntaxProblems() {}

  static PolicyProblem of(MarkedYAMLException e, Source source) {
    Mark mark = e.getProblemMark();
    Place at = mark == null ? source.start() : source.place(mark.getLine(), mark.getColumn(), 1);
    String line = source.line(at.line());
    int[] rest = line.codePoints().skip(Math.max(0, at.column() - 1)).limit(2).toArray();
    String problem = oneLine(withoutAdvice(e.getProblem()));
    String context = oneLine(e.getContext());
    return new PolicyProblem(
        at,
        "not-yaml",
        "this is no YAML: " + problem,
        Optional.ofNullable(e.getContext())
            .map(SyntaxProblems::oneLine)
            .orElse("the text cannot be read further"),
        Optional.of(mend(rest, problem + context)),
        Optional.empty());
  }

  private static String mend(int[] rest, String problem) {
    int first = rest.length == 0 ? 0 : rest[0];
    if (first == '*' || problem.contains("alias")) {
      return "a wildcard for all permissions needs quotation marks: \"*\"";
    }
    if (first == '@' || first == '`') {
      return "a text that begins with `@`, such as a group of servers, needs quotation marks: \"@group\"";
    }
    if (first == '\t' || problem.contains("'\\t(TAB)'")) {
      return "indent with spaces: YAML knows no tabs";
    }
    if (first == '%') {
      return "a text that begins with `%` needs quotation marks";
    }
    return "look for a bracket, a quotation mark or a colon that is missing, here or in the lines before";
  }

  /** The parser's own advice is for writers of other documents. */
  private static @Nullable String withoutAdvice(@Nullable String problem) {
    int advice = problem == null ? -1 : problem.indexOf(". (Do not");
    return problem == null || advice < 0 ? problem : problem.substring(0, advice);
  }

  static String oneLine(@Nullable String message) {
    return message == null
        ? "no reason is given"
        : Shown.text(message.replaceAll("\\s+", " ").strip());
  }
}
