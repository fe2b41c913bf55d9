package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in the words of a policy's author what SnakeYAML's scanner and parser could not read. Knows
 * their likely messages; what it does not know is reported at its place all the same.
 */
final class SyntaxProblems {
  private static final String UNREADABLE =
      "where YAML cannot tell what belongs together, no policy can be read";

  // Neither a URL nor a time of day.
  private static final Pattern NO_BLANK_BEHIND_COLON =
      Pattern.compile(" *+(?:- ++)*+([A-Za-z][A-Za-z0-9_.-]*+):[^ \\t\\r/:]");

  private SyntaxProblems() {}

  static PolicyProblem of(MarkedYAMLException e, SourceText source) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext();
    Place here = at(e.getProblemMark(), source);
    Place start = e.getContextMark() == null ? here : at(e.getContextMark(), source);
    if (problem.contains("cannot start any token")) {
      return startsNothing(problem, here);
    }
    if (context.contains("alias")) {
      return PolicyProblem.of(
          start,
          "unquoted-star",
          "a `*` without quotation marks",
          "a bare `*` begins an alias in YAML",
          "put it into quotation marks: `\"*\"` or `\"ticket.*\"`");
    }
    if (problem.contains("unexpected end of stream")
        || problem.contains("unexpected document separator")) {
      return PolicyProblem.of(
          start,
          "unclosed-quote",
          "the text that begins here never ends",
          "a quotation mark that is not closed takes the rest of the file into one text",
          "close it on the same line");
    }
    if (problem.contains("StreamEnd") || problem.contains("<stream end>")) {
      return PolicyProblem.of(
          start,
          "unclosed-bracket",
          "the bracket or brace that opens here is never closed",
          "the file may be cut off; what is missing could be a condition or a deny",
          "close it with `]` or `}`, or restore the rest of the file");
    }
    return inPlace(problem, context, here, source);
  }

  private static PolicyProblem startsNothing(String problem, Place here) {
    if (problem.contains("TAB")) {
      return PolicyProblem.of(
          here,
          "tab",
          "a tab where a value or an indentation is expected",
          "a tab is as wide as each editor likes, so YAML does not count it",
          "use blanks to indent");
    }
    if (problem.contains("'@'")) {
      return PolicyProblem.of(
          here,
          "unquoted-at",
          "an `@` without quotation marks",
          "YAML reserves `@` and cannot begin a text with it",
          "put the group into quotation marks: `\"@eu\"`");
    }
    return PolicyProblem.of(
        here,
        "reserved-character",
        "a text begins with a character that YAML reserves",
        UNREADABLE,
        "put the text into quotation marks");
  }

  private static PolicyProblem inPlace(
      String problem, String context, Place here, SourceText source) {
    if (problem.contains("mapping values are not allowed")) {
      return PolicyProblem.of(
          here,
          "unexpected-colon",
          "a colon that can belong to no key",
          "a colon followed by a blank separates a key from its value",
          blankBehindColon(here, source)
              .orElse(
                  "put a text that holds `: ` into quotation marks, and check the indentation"));
    }
    if (problem.contains("could not find expected ':'")) {
      return PolicyProblem.of(
          here,
          "missing-colon",
          "a key without its colon",
          "a line of a mapping is a key, a colon, a blank and a value",
          blankBehindColon(here, source)
              .orElse(
                  "write `key: value`; without the blank behind it a colon is part of the text"));
    }
    if (context.contains("flow")) {
      return PolicyProblem.of(
          here,
          "missing-comma",
          "a comma or a closing bracket is missing before this",
          UNREADABLE,
          "separate entries by commas, and close every `[` and `{`");
    }
    if (problem.contains("escape")) {
      return PolicyProblem.of(
          here,
          "unknown-escape",
          "an unknown escape after a backslash",
          "between double quotation marks a backslash begins an escape",
          "double the backslash, or use single quotation marks");
    }
    if (context.contains("directive")) {
      return PolicyProblem.of(
          here,
          "directive",
          "a line that begins with `%`",
          "a directive changes how the rest is read, and no policy needs one",
          "take the line out; a text that begins with `%` needs quotation marks");
    }
    if (context.contains("tag")) {
      return PolicyProblem.of(
          here,
          "tag",
          "a YAML tag that cannot be read",
          "a tag asks for a type or a class; here the field alone says what a text means",
          "delete the tag; a text that begins with `!` needs quotation marks");
    }
    return indentation(here, source);
  }

  private static PolicyProblem indentation(Place here, SourceText source) {
    return PolicyProblem.of(
        here,
        "yaml-syntax",
        "this does not fit to what stands before it",
        UNREADABLE,
        blankBehindColon(here, source)
            .orElse(
                "entries of one list or mapping begin in the same column; a colon and a dash need a"
                    + " blank behind them"));
  }

  /**
   * Returns what to do where this line, or the one before it, has no blank behind its colon. Quotes
   * no more of them than may be shown.
   */
  private static Optional<String> blankBehindColon(Place here, SourceText source) {
    for (int line = here.line(); line >= Math.max(1, here.line() - 1); line--) {
      Matcher matcher = NO_BLANK_BEHIND_COLON.matcher(source.excerpt(line));
      if (matcher.lookingAt()) {
        return Optional.of(
            "put a blank behind the colon in line " + line + ": `" + matcher.group(1) + ": …`");
      }
    }
    return Optional.empty();
  }

  /** Returns the problem of a failure without a place; {@code end} is the end of what was read. */
  static PolicyProblem after(Place end) {
    return PolicyProblem.of(
        end,
        "yaml-syntax",
        "what follows cannot be read as YAML",
        UNREADABLE,
        "look for an odd escape or directive behind this place");
  }

  private static Place at(@Nullable Mark mark, SourceText source) {
    return mark == null ? source.start() : source.place(mark.getLine(), mark.getColumn(), 0);
  }
}
