package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file of a policy and its text in the layout of {@link PolicyFormatter}. Immutable.
 *
 * @param file the file, which was read only
 * @param before its text as it is, without a byte order mark
 * @param after the text in its layout
 */
public record FormattedFile(Path file, String before, String after) {
  public FormattedFile {
    requireNonNull(file, "file");
    requireNonNull(before, "before");
    requireNonNull(after, "after");
  }

  /** Returns whether the file was not formatted yet. */
  public boolean isChanged() {
    return !before.equals(after);
  }
}
