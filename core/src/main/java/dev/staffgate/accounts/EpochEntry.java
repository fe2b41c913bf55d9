package dev.staffgate.accounts;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The epoch of one account as the store has it, a text such as {@code 1 17 disabled}: the version
 * of this form, the number, and whether the account was last seen disabled.
 *
 * @param number 0 for an account that the store does not know
 * @param disabled a mark, so that an account that stays disabled is counted once
 */
record EpochEntry(long number, boolean disabled) {
  /** The entry of an account that the store does not know. */
  static final EpochEntry FIRST = new EpochEntry(0, false);

  private static final int MAX_BYTES = 64;
  private static final Pattern FORM = Pattern.compile("1 (0|[1-9][0-9]{0,17}) (disabled|enabled)");

  /**
   * Reads an entry.
   *
   * @throws StateStoreException if it is not one that {@link #value} made
   */
  static EpochEntry of(StateEntry entry) {
    if (entry.value().size() <= MAX_BYTES) {
      Matcher matcher = FORM.matcher(text(entry));
      if (matcher.matches()) {
        return new EpochEntry(
            Long.parseLong(matcher.group(1)), matcher.group(2).equals("disabled"));
      }
    }
    throw corrupt(entry, null);
  }

  private static String text(StateEntry entry) {
    try {
      return entry.value().text();
    } catch (IllegalStateException notText) {
      throw corrupt(entry, notText);
    }
  }

  private static StateStoreException corrupt(StateEntry entry, @Nullable Throwable cause) {
    return new StateStoreException(
        StateStoreException.Kind.CORRUPT,
        true,
        "the state store has an entry `"
            + entry.key()
            + "` that is not the epoch of an account; its sessions are refused until it is removed",
        cause);
  }

  EpochEntry raised() {
    return new EpochEntry(number + 1, disabled);
  }

  EpochEntry marked(boolean seenDisabled) {
    return new EpochEntry(number, seenDisabled);
  }

  StateValue value() {
    return StateValue.ofText("1 " + number + " " + (disabled ? "disabled" : "enabled"));
  }
}
