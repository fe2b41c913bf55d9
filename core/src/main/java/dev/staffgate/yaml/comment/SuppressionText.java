package dev.staffgate.yaml.comment;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintSuppression;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.NearestName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a comment that suppresses a finding: {@code # staffgate: allow CODE until 2027-03-01
 * because …} (policy reference, section 2).
 *
 * @param code what it allows
 * @param until the last day on which it does
 * @param reason as it is written, without blanks around it
 */
record SuppressionText(LintCode code, LocalDate until, String reason) {
  /** The largest number of characters of a reason. */
  static final int LONGEST_REASON = 500;

  private static final String FORM = "`# staffgate: allow CODE until 2027-03-01 because …`";

  // Not `# staffgate: 1`: that is the first line of a policy, put out of action.
  private static final Pattern MEANT =
      Pattern.compile(
          "#+[ \\t]*staffgate(?:[ \\t]*:(?![ \\t]*[0-9])|[ \\t]+allow\\b).*"
              + "|.*staffgate[ \\t]*:[ \\t]*allow\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern START = Pattern.compile("#[ \\t]*staffgate:(?=[ \\t]|$)");
  private static final Pattern AGAIN =
      Pattern.compile("staffgate[ \\t]*:[ \\t]*allow\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("[^ \\t]+");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");

  /** A fault in the text of a comment. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;
    private final int length;
    private final String mend;

    SyntaxException(int offset, int length, String what, String mend) {
      super(what);
      this.offset = offset;
      this.length = length;
      this.mend = mend;
    }

    /** Returns where it is, from the {@code #} on. */
    int offset() {
      return offset;
    }

    int length() {
      return length;
    }

    /** Returns what is wrong, as findings tell it. */
    String what() {
      return String.valueOf(getMessage());
    }

    String mend() {
      return mend;
    }
  }

  /** A word and where it begins. */
  private record Word(int start, String text) {
    int end() {
      return start + text.length();
    }
  }

  /** Returns whether a comment is meant to suppress something, well formed or not. */
  static boolean isMeant(String comment) {
    return MEANT.matcher(comment).matches();
  }

  /**
   * Reads a comment that is meant to suppress something.
   *
   * @param comment from its {@code #} to its end
   * @throws SyntaxException if it has another form
   */
  static SuppressionText parse(String comment) throws SyntaxException {
    Matcher start = START.matcher(comment);
    if (!start.lookingAt()) {
      throw fault(0, comment, "a suppression that does not begin its comment as it has to", FORM);
    }
    Matcher again = AGAIN.matcher(comment);
    if (again.find(start.end())) {
      throw new SyntaxException(
          again.start(),
          again.end() - again.start(),
          "a second suppression in one comment",
          "write each in a comment of its own");
    }
    return new Words(comment, words(comment, start.end())).suppression();
  }

  private static SyntaxException fault(int offset, String text, String what, String form) {
    return new SyntaxException(
        offset, text.codePointCount(0, text.length()), what, "write " + form);
  }

  /** Returns the words from an offset on: the first few, since all that follow are the reason. */
  private static List<Word> words(String comment, int from) {
    List<Word> words = new ArrayList<>();
    Matcher word = WORD.matcher(comment).region(from, comment.length());
    while (words.size() < 6 && word.find()) {
      words.add(new Word(word.start(), word.group()));
    }
    return words;
  }

  /** The words behind {@code staffgate:}. */
  private record Words(String comment, List<Word> words) {
    SuppressionText suppression() throws SyntaxException {
      keyword(0, "allow");
      LintCode code = code(1);
      keyword(2, "until");
      LocalDate until = day(3);
      keyword(4, "because");
      return new SuppressionText(code, until, reason(word(4).end()));
    }

    private Word word(int index) {
      return index < words.size()
          ? words.get(index)
          : new Word(comment.stripTrailing().length(), "");
    }

    private SyntaxException fault(int index, String what, String mend) {
      String text = word(index).text;
      return new SyntaxException(
          word(index).start, text.codePointCount(0, text.length()), what, mend);
    }

    private static String quoted(Word word) {
      return word.text.isEmpty() ? "nothing" : "`" + VisibleText.excerpt(word.text) + "`";
    }

    private void keyword(int index, String keyword) throws SyntaxException {
      Word word = word(index);
      if (word.text.equals(keyword)) {
        return;
      }
      if (keyword.equals("until") && isAnotherCode(word)) {
        throw fault(
            index,
            "a suppression of more than one code",
            "write one comment for each, with a day and a reason of its own");
      }
      throw fault(
          index,
          "a suppression with " + quoted(word) + " where `" + keyword + "` has to stand",
          "write " + FORM);
    }

    private boolean isAnotherCode(Word word) {
      return word.text.startsWith(",")
          || word(1).text.endsWith(",")
          || word.text.equals("and")
          || codes().contains(word.text);
    }

    private LintCode code(int index) throws SyntaxException {
      String text = word(index).text;
      boolean several = text.indexOf(',') >= 0;
      String one = several ? text.substring(0, text.indexOf(',')) : text;
      if (!codes().contains(one) || several) {
        throw several
            ? fault(
                index,
                "a suppression of more than one code",
                "write one comment for each, with a day and a reason of its own")
            : fault(
                index,
                "a suppression of "
                    + (one.isEmpty() ? "no code" : "an unknown code, " + quoted(word(index))),
                NearestName.hint(
                    one,
                    codes(),
                    "name the code of the finding, such as `" + codes().get(0) + "`"));
      }
      LintCode code = LintCode.of(one);
      if (!LintSuppression.canAllow(code)) {
        throw fault(
            index,
            "a suppression of `" + code + "`, which cannot be suppressed",
            "mend the comment that it is about");
      }
      return code;
    }

    private LocalDate day(int index) throws SyntaxException {
      Word word = word(index);
      if (!DATE.matcher(word.text).matches()) {
        throw fault(
            index,
            "a suppression with " + quoted(word) + " where a day has to stand",
            "write the last day on which it counts, in UTC, such as `until 2027-03-01`");
      }
      try {
        return LocalDate.parse(word.text);
      } catch (DateTimeException notInTheCalendar) {
        throw fault(
            index,
            "a suppression until " + quoted(word) + ", which is not in the calendar",
            "write the last day on which it counts, in UTC, such as `until 2027-03-01`");
      }
    }

    private String reason(int from) throws SyntaxException {
      String reason = comment.substring(from).strip();
      if (!LETTER.matcher(reason).find()) {
        throw fault(
            5, "a suppression without a reason", "write behind `because` why it may stay so");
      }
      if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
        throw fault(
            5,
            "a suppression whose reason has more than " + LONGEST_REASON + " characters",
            "write what matters here, and the rest in comments of its own");
      }
      return reason;
    }
  }

  private static List<String> codes() {
    return Arrays.stream(LintCode.values()).map(LintCode::text).toList();
  }
}
