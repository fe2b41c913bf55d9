package dev.staffgate.sso;

import dev.staffgate.gate.DecisionService;
import dev.staffgate.state.StateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of sessions that cannot be read. Each is recorded once in a program's life as a
 * session that may live on, and stays where it is, for whoever finds out what changed it.
 * Thread-safe.
 */
final class DamagedSessions {
  private static final Logger log = LoggerFactory.getLogger(DamagedSessions.class);
  private static final int MAX = 10_000;
  private static final String UNREADABLE = "entry-damaged";
  private static final String UNKNOWN = "unknown";

  private final DecisionService decisions;
  private final Set<StateKey> told = ConcurrentHashMap.newKeySet();

  DamagedSessions(DecisionService decisions) {
    this.decisions = decisions;
  }

  /** Tells of an entry; staff and server are as its key has them. */
  EndedSession tell(StateKey key, String why) {
    List<String> parts = key.parts();
    String staff = parts.size() > 1 ? parts.get(1) : UNKNOWN;
    String server = parts.size() > 2 ? parts.get(2) : UNKNOWN;
    EndedSession lost = new EndedSession(server, UNKNOWN, false, Optional.empty());
    if (told.size() < MAX && told.add(key)) {
      log.error(
          "the entry {} of the state cannot be read, so a session of {} on {} may live on: {}."
              + " End it at the panel, then delete the entry",
          key,
          staff,
          server,
          why);
      decisions.recordIfPossible(
          SsoAuditEvents.ended(decisions.clock().instant(), staff, lost, UNREADABLE)
              .with("entry", key.text()));
    }
    return lost;
  }
}
