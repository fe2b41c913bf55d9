package dev.staffgate.sso;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The sessions that were handed out and may still live: whose they are, where, and what revokes
 * them; never the secret that opens one. At most {@value #MAX_ENTRIES}; the longest unused are
 * forgotten first. Thread-safe.
 */
final class LiveSessions {
  static final int MAX_ENTRIES = 100_000;

  /** The time that a session is remembered if its panel does not say when it ends. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofHours(24);

  private final InstantSource clock;
  private final Cache<UUID, LiveSession> sessions;

  /**
   * A session that was handed out.
   *
   * @param server the server as the policy had it then, whose token opened the session
   */
  record LiveSession(
      UUID id,
      String staff,
      Server server,
      String user,
      Optional<Instant> expiresAt,
      Optional<String> revocation) {}

  LiveSessions(InstantSource clock) {
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            // A few steps at each entry, instead of a thread that wakes up for them.
            .executor(Runnable::run)
            .maximumSize(MAX_ENTRIES)
            .expireAfter(Expiry.<UUID, LiveSession>creating((id, one) -> remainingLifetime(one)))
            .build();
  }

  private Duration remainingLifetime(LiveSession one) {
    return one.expiresAt()
        .map(end -> Duration.between(clock.instant(), end))
        .orElse(UNKNOWN_LIFETIME);
  }

  LiveSession add(String staff, Server server, PanelSession session) {
    LiveSession one =
        new LiveSession(
            UUID.randomUUID(),
            staff,
            server,
            session.user(),
            session.expiresAt(),
            session.revocation());
    sessions.put(one.id(), one);
    return one;
  }

  /** Returns the sessions of somebody that may still live. */
  List<LiveSession> of(String staff) {
    return sessions.asMap().values().stream().filter(one -> one.staff().equals(staff)).toList();
  }

  /** Returns the staff ids of all who have a session. */
  Set<String> staff() {
    return sessions.asMap().values().stream().map(LiveSession::staff).collect(toUnmodifiableSet());
  }

  /** Forgets a session; returns whether this call did, so that only one caller ends it. */
  boolean remove(LiveSession session) {
    return sessions.asMap().remove(session.id(), session);
  }
}
