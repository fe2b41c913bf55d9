package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.text.VisibleText;
import java.util.Comparator;

/**
 * A position in the text of a policy, such as {@code staffgate.yaml:31:21}.
 *
 * <p>All places are equal to each other: a place is a remark on a value and not part of it, so two
 * policies that say the same in different lines are equal (policy reference, section 5). Use {@link
 * #ORDER} to sort by place.
 */
public final class Place {
  /**
   * The place of values that were made in code or are built in: no file, line 0. It sorts before
   * every other place.
   */
  public static final Place NONE = new Place(-1, "(built in)", 0, 0, 0);

  /** Files as given to the loader, then line, then column. Not consistent with {@link #equals}. */
  public static final Comparator<Place> ORDER =
      Comparator.<Place>comparingInt(place -> place.fileIndex)
          .thenComparingInt(place -> place.line)
          .thenComparingInt(place -> place.column);

  private final int fileIndex;
  private final String file;
  private final int line;
  private final int column;
  private final int length;

  private Place(int fileIndex, String file, int line, int column, int length) {
    this.fileIndex = fileIndex;
    this.file = requireNonNull(file, "file");
    this.line = line;
    this.column = column;
    this.length = length;
  }

  /**
   * Returns a place in a file.
   *
   * @param fileIndex the position of the file among those of the policy, from 0
   * @param file the path as it was given to the loader
   * @param line from 1
   * @param column from 1, in characters (code points)
   * @param length how many characters of that line belong to it; 0 if that is not known
   */
  public static Place of(int fileIndex, String file, int line, int column, int length) {
    checkArgument(fileIndex >= 0, "file index %s is negative", fileIndex);
    checkArgument(line >= 1 && column >= 1, "line %s and column %s count from 1", line, column);
    checkArgument(length >= 0, "length %s is negative", length);
    return new Place(fileIndex, file, line, column, length);
  }

  /** Returns a whole file as a place, for a file that cannot be read or is empty. */
  public static Place ofFile(int fileIndex, String file) {
    checkArgument(fileIndex >= 0, "file index %s is negative", fileIndex);
    return new Place(fileIndex, file, 0, 0, 0);
  }

  /** The position of the file among those of the policy, from 0; -1 for {@link #NONE}. */
  public int fileIndex() {
    return fileIndex;
  }

  /** The path of the file as it was given to the loader. */
  public String file() {
    return file;
  }

  /** The line, from 1; 0 for {@link #NONE} and for a whole file. */
  public int line() {
    return line;
  }

  /** The column, from 1, in code points; 0 without a line. */
  public int column() {
    return column;
  }

  /** Returns the number of characters that belong to the value here; 0 if unknown. */
  public int length() {
    return length;
  }

  /**
   * Returns the short form {@code file:line} that a decision carries; only the file without a line.
   * Characters of the file's name that do not show, such as a line feed, become U+FFFD.
   */
  public String fileAndLine() {
    String shown = VisibleText.line(file);
    return line == 0 ? shown : shown + ":" + line;
  }

  /** Returns true for any two places: see the class. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Place;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  /** Returns the long form {@code file:line:column}; only the file without a line. */
  @Override
  public String toString() {
    return line == 0 ? VisibleText.line(file) : fileAndLine() + ":" + column;
  }
}
