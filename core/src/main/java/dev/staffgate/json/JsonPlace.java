package dev.staffgate.json;

import java.io.Serializable;

/**
 * A place in a document.
 *
 * @param line the line, from 1
 * @param column the column in characters, from 1; 0 before an empty document
 */
public record JsonPlace(int line, int column) implements Serializable {
  /** Returns the place as a message says it, such as {@code line 1, column 16}. */
  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
