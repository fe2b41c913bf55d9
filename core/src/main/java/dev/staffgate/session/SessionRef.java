package dev.staffgate.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.SessionEpoch;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A reference to one session of an account. Not confidential: whoever has it proves nothing.
 *
 * @param id 32 hexadecimal digits, random
 * @param epoch the epoch of the account that the session began in
 */
public record SessionRef(String id, SessionEpoch epoch) implements Serializable {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /** Checks the id. */
  public SessionRef {
    checkArgument(isId(id), "the id of a session has 32 hexadecimal digits");
    requireNonNull(epoch, "epoch");
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
