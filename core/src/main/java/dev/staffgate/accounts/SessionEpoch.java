package dev.staffgate.accounts;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;

/**
 * A period in the life of an account: sessions that began in an earlier one are over. Its number
 * means nothing beyond being equal to another one.
 *
 * @param number 0 or more
 */
public record SessionEpoch(long number) implements Serializable {
  /** Checks the number. */
  public SessionEpoch {
    checkArgument(number >= 0, "the number of an epoch is at least 0, not %s", number);
  }
}
