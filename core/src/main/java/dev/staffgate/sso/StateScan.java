package dev.staffgate.sso;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A look at all entries under a key that tells of damaged ones and goes on. */
final class StateScan {
  private StateScan() {}

  // INVARIANT: each round begins after a larger key than the one before.
  /**
   * Tells of each entry in the order of the keys.
   *
   * @param damaged told the key of one that cannot be read, and why
   * @throws StateStoreException if the store does not answer, or not even the key can be read
   */
  static void visit(
      StateStore store,
      StateKey prefix,
      Consumer<StateEntry> found,
      BiConsumer<StateKey, String> damaged) {
    Optional<StateKey> after = Optional.empty();
    do {
      StatePage page;
      try {
        page = store.scan(prefix, after, StateStore.MAX_PAGE);
      } catch (StateStoreException e) {
        after = Optional.of(damagedKey(e, prefix, after));
        damaged.accept(after.get(), String.valueOf(e.getMessage()));
        continue;
      }
      page.entries().forEach(found);
      after = page.next();
    } while (after.isPresent());
  }

  private static StateKey damagedKey(
      StateStoreException failure, StateKey prefix, Optional<StateKey> after) {
    return failure
        .damagedKey()
        .filter(key -> key.isUnder(prefix))
        .filter(key -> after.isEmpty() || key.compareTo(after.get()) > 0)
        .orElseThrow(() -> failure);
  }
}
