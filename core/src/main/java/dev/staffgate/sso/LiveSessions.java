package dev.staffgate.sso;

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
import java.util.UUID;

/**
 * The sessions that were handed out and may still live: whose they are, how they came to be opened,
 * and what revokes them; never the secret that opens one. At most {@value #MAX_WEIGHT}, fewer where
 * their requests are large; the longest unused are forgotten first. Thread-safe.
 */
final class LiveSessions {
  static final int MAX_WEIGHT = 100_000;

  /** The time that a session is remembered if its panel does not say when it ends. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofHours(24);

  private final InstantSource clock;
  private final Cache<UUID, LiveSession> sessions;

  /**
   * A session that was handed out.
   *
   * @param opening how it came to be opened, with the server as the policy had it then
   */
  record LiveSession(
      UUID id, Opening opening, Optional<Instant> expiresAt, Optional<String> revocation) {
    String staff() {
      return opening.request().staff();
    }

    Server server() {
      return opening.server();
    }
  }

  LiveSessions(InstantSource clock) {
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            // A few steps at each entry, instead of a thread that wakes up for them.
            .executor(Runnable::run)
            .maximumWeight(MAX_WEIGHT)
            .weigher((UUID id, LiveSession one) -> one.opening().weight())
            .expireAfter(Expiry.<UUID, LiveSession>creating((id, one) -> remainingLifetime(one)))
            .build();
  }

  private Duration remainingLifetime(LiveSession one) {
    return one.expiresAt()
        .map(end -> Duration.between(clock.instant(), end))
        .orElse(UNKNOWN_LIFETIME);
  }

  LiveSession add(Opening opening, PanelSession session) {
    LiveSession one =
        new LiveSession(UUID.randomUUID(), opening, session.expiresAt(), session.revocation());
    sessions.put(one.id(), one);
    return one;
  }

  /** Returns all sessions that may still live. */
  List<LiveSession> all() {
    return List.copyOf(sessions.asMap().values());
  }

  /** Returns the sessions of somebody that may still live. */
  List<LiveSession> of(String staff) {
    return sessions.asMap().values().stream().filter(one -> one.staff().equals(staff)).toList();
  }

  /** Forgets a session; returns whether this call did, so that only one caller ends it. */
  boolean remove(LiveSession session) {
    return sessions.asMap().remove(session.id(), session);
  }
}
