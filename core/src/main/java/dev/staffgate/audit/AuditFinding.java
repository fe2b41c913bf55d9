package dev.staffgate.audit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The first thing that is wrong with a log.
 *
 * @param fault what kind of thing
 * @param file the file in which it shows
 * @param line the line at which it shows, from 1 on
 * @param number the number of the record in question
 * @param sentence what was found, and what was expected
 */
public record AuditFinding(AuditFault fault, Path file, long line, long number, String sentence) {
  public AuditFinding {
    requireNonNull(fault, "fault");
    requireNonNull(file, "file");
    requireNonNull(sentence, "sentence");
  }

  /** Returns all of it in one line. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + fault + ": " + sentence;
  }
}
