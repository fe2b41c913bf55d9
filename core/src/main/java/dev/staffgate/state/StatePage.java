package dev.staffgate.state;

import java.util.List;
import java.util.Optional;

/**
 * A part of a scan.
 *
 * @param entries in the order of their keys; perhaps none although more follow
 * @param next the key after which the next page begins; empty if this is the last page
 */
public record StatePage(List<StateEntry> entries, Optional<StateKey> next) {
  /** Copies the list. */
  public StatePage {
    entries = List.copyOf(entries);
  }
}
