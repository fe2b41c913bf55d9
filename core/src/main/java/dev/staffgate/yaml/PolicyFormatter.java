package dev.staffgate.yaml;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.yaml.edit.LayoutFormatter;
import dev.staffgate.yaml.edit.LayoutProof;
import dev.staffgate.yaml.read.PolicyLoader;
import java.nio.file.Path;

/**
 * Lays the files of a policy out in one way, and keeps all that people wrote in them: every
 * comment, every line, every order. To write a policy in one text for all that are equal, without
 * comments, use {@link PolicyWriter}.
 *
 * <p>Two blanks for each block, lists one block deeper than their key, one blank behind {@code -},
 * {@code :} and {@code ,}, <code>{ a: b }</code> and {@code [a, b]}, double quotation marks where
 * no escape is needed, at most one blank line in a row, no blanks at the end of a line, line feeds.
 * Formatting what is formatted changes nothing.
 */
public final class PolicyFormatter {
  private PolicyFormatter() {}

  /**
   * Formats one file, and leaves it as it is.
   *
   * @param options how large a file may be; the words of programs are not asked for
   * @throws dev.staffgate.model.PolicyException if the file cannot be read as the loader reads it,
   *     or does not have the form of a policy
   * @throws IllegalStateException as {@link #format(String, String)}
   */
  public static FormattedFile format(Path file, LoadOptions options) {
    String before = PolicyLoader.readText(file, options.maxFileBytes());
    return new FormattedFile(file, before, format(file.toString(), before));
  }

  /**
   * Formats the text of one file. Whether the names in it are defined is not asked: they may stand
   * in other files.
   *
   * @param name the file's name, for messages
   * @return the text in its layout; has been read and found to say the same, comments included
   * @throws dev.staffgate.model.PolicyException if {@code text} does not have the form of a policy
   * @throws IllegalStateException if the layout would say something else, which would be a fault of
   *     this class
   */
  public static String format(String name, String text) {
    PolicyDocument before = PolicyLoader.readDocument(name, text);
    String formatted = LayoutFormatter.format(text);
    boolean same =
        LayoutProof.sayTheSame(text, formatted)
            && PolicyLoader.readDocument(name, formatted).equals(before)
            && LayoutFormatter.format(formatted).equals(formatted);
    if (!same) {
      throw new IllegalStateException(name + " cannot be formatted without changing what it says");
    }
    return formatted;
  }
}
