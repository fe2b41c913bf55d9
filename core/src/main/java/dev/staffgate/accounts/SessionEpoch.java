package dev.staffgate.accounts;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;

/**
 * A period in the life of an account: sessions that began in an earlier one are over.
 *
 * @param number 0 or more
 */
public record SessionEpoch(long number) implements Serializable {
  /** Checks the number. */
  public SessionEpoch {
    checkArgument(number >= 0, "the number of an epoch is at least 0, not %s", number);
  }

  /** Returns whether this is the one after another: nothing else ended the sessions between. */
  public boolean follows(SessionEpoch before) {
    return number - 1 == before.number;
  }
}
