package dev.staffgate.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A session of an account, as a page lists it.
 *
 * @param staff the id of the account
 * @param ref what the program's web session keeps
 * @param since when it began
 * @param lastSeen when it was last used, to the minute
 * @param from the address that it began from, if that was known
 * @param browser what the browser calls itself, in at most {@value #MAX_BROWSER} visible
 *     characters; empty if it said nothing. It is a claim
 */
public record StaffSession(
    String staff,
    SessionRef ref,
    Instant since,
    Instant lastSeen,
    Optional<IpAddress> from,
    String browser) {
  /** The most characters of a browser's text. */
  public static final int MAX_BROWSER = 200;

  /** Checks that nothing is null, and the length of the browser's text. */
  public StaffSession {
    requireNonNull(staff, "staff");
    requireNonNull(ref, "ref");
    requireNonNull(since, "since");
    requireNonNull(lastSeen, "lastSeen");
    requireNonNull(from, "from");
    checkArgument(browser.length() <= MAX_BROWSER, "the text of a browser is too long");
  }
}
