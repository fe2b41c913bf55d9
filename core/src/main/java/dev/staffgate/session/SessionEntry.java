package dev.staffgate.session;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.network.IpAddress;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a session in the store: six lines, which are the version of this form, the number of
 * the epoch, two instants in milliseconds, the address or a hyphen, and the browser's text.
 */
final class SessionEntry {
  private static final int MAX_BYTES = 2048;
  private static final Pattern FORM =
      Pattern.compile(
          "1\n(0|[1-9][0-9]{0,17})\n([0-9]{1,15})\n([0-9]{1,15})\n(-|[0-9a-f:.]{2,45})\n([^\n]{0,"
              + StaffSession.MAX_BROWSER
              + "})");

  private SessionEntry() {}

  static StateValue valueOf(StaffSession session) {
    return StateValue.ofText(
        String.join(
            "\n",
            "1",
            Long.toString(session.ref().epoch().number()),
            Long.toString(session.since().toEpochMilli()),
            Long.toString(session.lastSeen().toEpochMilli()),
            session.from().map(IpAddress::toString).orElse("-"),
            session.browser()));
  }

  /**
   * Reads a session.
   *
   * @throws StateStoreException if it is not one that {@link #valueOf} made
   */
  static StaffSession read(String staff, StateEntry entry) {
    List<String> parts = entry.key().parts();
    String id = parts.get(parts.size() - 1);
    if (entry.value().size() > MAX_BYTES || !SessionRef.isId(id)) {
      throw corrupt(entry, null);
    }
    try {
      Matcher matcher = FORM.matcher(entry.value().text());
      if (!matcher.matches()) {
        throw corrupt(entry, null);
      }
      return new StaffSession(
          staff,
          new SessionRef(id, new SessionEpoch(Long.parseLong(matcher.group(1)))),
          Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
          Instant.ofEpochMilli(Long.parseLong(matcher.group(3))),
          matcher.group(4).equals("-")
              ? Optional.empty()
              : Optional.of(IpAddress.parse(matcher.group(4))),
          matcher.group(5));
    } catch (IllegalStateException | IllegalArgumentException damaged) {
      throw corrupt(entry, damaged);
    }
  }

  private static StateStoreException corrupt(StateEntry entry, @Nullable Throwable cause) {
    return new StateStoreException(
        StateStoreException.Kind.CORRUPT,
        true,
        "the state store has an entry `" + entry.key() + "` that is not a session",
        cause);
  }
}
