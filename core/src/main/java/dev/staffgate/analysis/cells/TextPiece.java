package dev.staffgate.analysis.cells;

import java.util.List;

/**
 * Some texts that an attribute may have, and that no condition tells apart.
 *
 * @param kind the sort of texts
 * @param label a number, a text or nothing
 * @param examples some of them; all, if there are fewer than three
 */
record TextPiece(Kind kind, String label, List<String> examples) {
  enum Kind {
    MISSING,
    /** One number, however it is written. */
    NUMBER,
    /** The numbers between one and the next. */
    BETWEEN,
    TEXT,
    OTHER
  }
}
