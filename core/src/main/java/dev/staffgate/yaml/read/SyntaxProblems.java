package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.yaml.advice.MissingMark;
import dev.staffgate.yaml.advice.PlainText;
import java.util.Optional;
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

  /** The number of lines above a place in which the reason for it is looked for. */
  private static final int MOST_LINES = 50;

  private SyntaxProblems() {}

  /**
   * Returns the problem of what the scanner or parser says.
   *
   * @param read where the last part begins that was read without a fault; null if there is none
   */
  static PolicyProblem of(MarkedYAMLException e, @Nullable Mark read, SourceText source) {
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
    Optional<PolicyProblem> comment =
        context.contains("flow") ? commentThatCloses(start, here, source) : Optional.empty();
    if (comment.isPresent()) {
      return comment.get();
    }
    if (problem.contains("StreamEnd") || problem.contains("<stream end>")) {
      return PolicyProblem.of(
          start,
          "unclosed-bracket",
          "the bracket or brace that opens here is never closed",
          "the file may be cut off; what is missing could be a condition or a deny",
          "close it with `]` or `}`, or restore the rest of the file");
    }
    if (context.contains("flow")) {
      return betweenBrackets(here, source);
    }
    int first = Math.max(read == null ? 1 : read.getLine() + 1, here.line() - MOST_LINES);
    if (problem.contains("mapping values are not allowed")) {
      return missingMark(first, here, source)
          .or(() -> keyAlone(first, here, source))
          .orElseGet(() -> unexpectedColon(here, source, false));
    }
    if (problem.contains("could not find expected ':'")) {
      return missingMark(first, here, source).orElseGet(() -> missingColon(start));
    }
    return inPlace(problem, context, here)
        .or(() -> missingMark(first, here, source))
        .orElseGet(() -> indentation(here));
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

  /** Returns the problem of a comment that hides where brackets end that open before it. */
  private static Optional<PolicyProblem> commentThatCloses(
      Place start, Place here, SourceText source) {
    int last = Math.min(here.line(), start.line() + MOST_LINES);
    for (int line = start.line(); line <= last; line++) {
      String text = source.excerpt(line);
      int column = PlainText.commentThatCloses(text);
      if (column > 0) {
        return Optional.of(
            PolicyProblem.of(
                source.place(line - 1, text.codePointCount(0, column - 1), 0),
                "comment-in-brackets",
                "a comment inside a bracket or brace",
                "` #` begins a comment, and what stands behind it is not read, closing brackets"
                    + " included",
                "put the text into quotation marks"
                    + PlainText.quoted(text, column, true)
                        .map(right -> ": `" + right + "`")
                        .orElse("")
                    + ", or move the comment behind the bracket"));
      }
    }
    return Optional.empty();
  }

  private static PolicyProblem betweenBrackets(Place here, SourceText source) {
    String line = source.excerpt(here.line());
    int shown = line.codePointCount(0, line.length());
    int at = line.offsetByCodePoints(0, Math.min(here.column() - 1, shown));
    if (line.startsWith(":", at)) {
      return unexpectedColon(here, source, true);
    }
    Optional<MissingMark> colon =
        line.startsWith("[", at) || line.startsWith("{", at)
            ? MissingMark.before(line, at + 1)
            : Optional.empty();
    return colon
        .map(missing -> problem(missing, here.line(), line, source))
        .orElseGet(
            () ->
                PolicyProblem.of(
                    here,
                    "missing-comma",
                    "a comma or a closing bracket is missing before this",
                    UNREADABLE,
                    "separate entries by commas, and close every `[` and `{`"));
  }

  private static PolicyProblem unexpectedColon(Place here, SourceText source, boolean inBrackets) {
    String line = source.excerpt(here.line());
    Optional<String> quoted =
        here.column() <= line.codePointCount(0, line.length())
            ? PlainText.quoted(line, line.offsetByCodePoints(0, here.column() - 1) + 1, inBrackets)
            : Optional.empty();
    return PolicyProblem.of(
        here,
        "unexpected-colon",
        "a colon that can belong to no key",
        "a colon followed by a blank separates a key from its value",
        quoted
            .map(text -> "put a text that holds a colon into quotation marks: `" + text + "`")
            .orElse("put a text that holds `: ` into quotation marks, and check the indentation"));
  }

  private static PolicyProblem missingColon(Place start) {
    return PolicyProblem.of(
        start,
        "missing-colon",
        "a key without its colon",
        "a line of a mapping is a key, a colon, a blank and a value",
        "write `key: value`; without the blank behind it a colon is part of the text");
  }

  private static Optional<PolicyProblem> inPlace(String problem, String context, Place here) {
    if (problem.contains("escape")) {
      return Optional.of(
          PolicyProblem.of(
              here,
              "unknown-escape",
              "an unknown escape after a backslash",
              "between double quotation marks a backslash begins an escape",
              "double the backslash, or use single quotation marks"));
    }
    if (context.contains("directive")) {
      return Optional.of(
          PolicyProblem.of(
              here,
              "directive",
              "a line that begins with `%`",
              "a directive changes how the rest is read, and no policy needs one",
              "take the line out; a text that begins with `%` needs quotation marks"));
    }
    if (context.contains("tag")) {
      return Optional.of(
          PolicyProblem.of(
              here,
              "tag",
              "a YAML tag that cannot be read",
              "a tag asks for a type or a class; here the field alone says what a text means",
              "delete the tag; a text that begins with `!` needs quotation marks"));
    }
    return Optional.empty();
  }

  private static PolicyProblem indentation(Place here) {
    return PolicyProblem.of(
        here,
        "yaml-syntax",
        "this does not fit to what stands before it",
        UNREADABLE,
        "entries of one list or mapping begin in the same column; a colon and a dash need a blank"
            + " behind them");
  }

  /**
   * Returns the problem of the first line, up to that of a place, which lacks a blank or a colon:
   * YAML notices lines later. Quotes no more of it than may be shown.
   */
  private static Optional<PolicyProblem> missingMark(int first, Place here, SourceText source) {
    for (int line = first; line <= here.line(); line++) {
      String text = source.excerpt(line);
      Optional<MissingMark> missing = MissingMark.in(text);
      if (missing.isPresent()) {
        return Optional.of(problem(missing.get(), line, text, source));
      }
    }
    return Optional.empty();
  }

  /** Returns the problem of a key alone in its line, right above one that is deeper. */
  private static Optional<PolicyProblem> keyAlone(int first, Place here, SourceText source) {
    int line = here.line() - 1;
    if (line < first) {
      return Optional.empty();
    }
    String text = source.excerpt(line);
    return MissingMark.behindKeyAlone(text).map(missing -> problem(missing, line, text, source));
  }

  private static PolicyProblem problem(
      MissingMark missing, int line, String text, SourceText source) {
    int length = Math.max(1, missing.key().length());
    Place at = source.place(line - 1, text.codePointCount(0, missing.column() - 1), 0);
    return switch (missing.kind()) {
      case BLANK_BEHIND_DASH ->
          PolicyProblem.of(
              at,
              "missing-blank",
              "a dash without a blank behind it",
              "it is part of a text then, and the lines behind it may be as well",
              "put a blank behind the dash: `- …`");
      case BLANK_BEHIND_COLON ->
          PolicyProblem.of(
              at,
              "missing-blank",
              "a colon without a blank behind it",
              "it is part of a text then, and the lines behind it may be as well",
              "put a blank behind the colon: `" + missing.key() + ": …`");
      case COLON ->
          PolicyProblem.of(
              source.place(at.line() - 1, at.column() - 1, length),
              "missing-colon",
              "a key without its colon",
              "a line of a mapping is a key, a colon, a blank and a value",
              "put a colon and a blank behind it: `" + missing.key() + ": …`");
    };
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
