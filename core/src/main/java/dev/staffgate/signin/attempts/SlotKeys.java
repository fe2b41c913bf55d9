package dev.staffgate.signin.attempts;

import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;

/**
 * The keys of the slots that names and sites are counted in: a bounded number, so that whoever
 * tries any number of names from any number of addresses fills neither memory nor disk. Which names
 * share a slot depends on a key that nobody outside knows.
 */
final class SlotKeys {
  static final int NAMES = 4096;
  static final int SITES = 2048;

  private final StoredKey key;

  SlotKeys(StateStore state) {
    this.key = new StoredKey(state, StateKey.of("sign-in-key", "slots"));
  }

  StateKey ofName(String folded) {
    return slot("sign-in-name", folded, NAMES);
  }

  StateKey ofSite(SourceNetwork site) {
    return slot("sign-in-site", site.text(), SITES);
  }

  private StateKey slot(String kind, String text, int slots) {
    int slot = Math.floorMod(key.authenticate(kind + ":" + text).asInt(), slots);
    return StateKey.of(kind, Integer.toString(slot));
  }
}
